import path from 'node:path';
import { scenarioIds } from '#app/practice/scenarios.ts';

export const startUsage = `npm start -- [options]    opens the window
  --simulate SCENARIO     simulated printers: ${scenarioIds.join(', ')}; or a file like this: ./one.json
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

/** `--simulate` takes the name of a scenario or a file; a picture is always a file. */
const fileOf: Readonly<Record<string, (value: string, typedIn: string) => string>> = {
  '--screenshot': (value, typedIn) => path.resolve(typedIn, value),
  '--simulate': (value, typedIn) => (/[/\\]|\.json$/i.test(value) ? path.resolve(typedIn, value) : value),
};

/**
 * Takes out what is meant for this script and makes the names of files absolute: the program runs in another folder
 * than the person who typed them.
 */
export function splitStartArguments(args: string[], typedIn: string): StartArguments {
  const appArgs: string[] = [];
  let officialOnly = false;
  for (const [index, arg] of args.entries()) {
    const [flag = '', value] = arg.split(/=(.*)/s);
    const ofPrevious = fileOf[args[index - 1] ?? ''];
    if (arg === '--official') officialOnly = true;
    else if (value !== undefined && fileOf[flag] !== undefined)
      appArgs.push(flag, fileOf[flag](value, typedIn));
    else if (ofPrevious !== undefined && !arg.startsWith('--')) appArgs.push(ofPrevious(arg, typedIn));
    else appArgs.push(arg);
  }
  return { officialOnly, appArgs };
}
