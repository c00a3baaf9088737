/** What makes this executable run a program of ours: its file; nothing where the executable is the program. */
export const argumentsToRun = (file: string | null): string[] =>
  file === null ? [] : [...process.execArgv, file];
