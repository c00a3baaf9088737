import path from 'node:path';

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
