import { app } from 'electron';

/** Ends the program without a window, with a line for the person who started it. */
export const endWith = (code: number, text: string): void => {
  process.stderr.write(`${text}\n`);
  app.exit(code);
};
