import path from 'node:path';
import { scenarioIds } from '#app/practice/scenarios.ts';

export const startUsage = `npm start -- [options]    opens the window
  --simulate SCENARIO     simulated printers: ${scenarioIds.join(', ')}
  --scan                  scans the sockets of every device at start
  --screenshot FILE.png   draws the window, saves its picture and ends
  --official              never uses the stand-in for Electron
  --help                  this text`;

const own = new Set(['--simulate', '--scan', '--screenshot', '--official', '--help']);

/** Words that neither this script nor the program understands. */
export function unknownStartArguments(args: string[]): string[] {
  return args.filter((arg, index) => {
    const isValue = ['--simulate', '--screenshot'].includes(args[index - 1] ?? '') && !arg.startsWith('--');
    return !isValue && !own.has(arg.split('=')[0] ?? '');
  });
}

export interface StartArguments {
  officialOnly: boolean;
  /** For the program itself. */
  appArgs: string[];
}

/**
 * Takes out what is meant for this script and makes the picture's file name absolute: the program runs in
 * another folder than the person who typed it.
 */
export function splitStartArguments(args: string[], typedIn: string): StartArguments {
  const appArgs: string[] = [];
  let officialOnly = false;
  for (const [index, arg] of args.entries()) {
    if (arg === '--official') officialOnly = true;
    else if (args[index - 1] === '--screenshot' && !arg.startsWith('--')) {
      appArgs.push(path.resolve(typedIn, arg));
    } else if (arg.startsWith('--screenshot=')) {
      appArgs.push('--screenshot', path.resolve(typedIn, arg.slice('--screenshot='.length)));
    } else appArgs.push(arg);
  }
  return { officialOnly, appArgs };
}
