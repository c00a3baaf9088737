import { app } from 'electron';
import type { Fault } from '#app/faults/fault.ts';
import { faultWords } from '#app/words/faults.ts';

export const faultText = (fault: Fault): string => {
  const { title, meaning } = faultWords(fault);
  return `${title}: ${meaning}`;
};

/** Ends the program without a window, with a line for the person who started it. */
export const endWith = (code: number, text: string): void => {
  process.stderr.write(`${text}\n`);
  app.exit(code);
};
