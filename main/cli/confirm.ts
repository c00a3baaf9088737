import type { Fault } from '#app/faults/fault.ts';
import type { Console } from './console.ts';

/** Null when a person agreed, at the terminal after reading `text`, or with --yes. */
export const confirm = async (
  console: Console,
  yes: boolean,
  question: string,
  text: string | null = null,
): Promise<Fault | null> => {
  if (yes) return null;
  if (console.ask === null) return { kind: 'confirmation-needed' };
  if (text !== null) process.stderr.write(`${text}\n`);
  return (await console.ask(question)) ? null : { kind: 'not-confirmed' };
};
