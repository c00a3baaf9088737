import type { Fault } from '#app/faults/fault.ts';
import type { Console } from './console.ts';

/** Null when a person agreed, at the terminal after reading `lines`, or with --yes. */
export const confirm = async (
  console: Console,
  yes: boolean,
  question: string,
  lines: readonly string[] = [],
): Promise<Fault | null> => {
  if (yes) return null;
  if (console.ask === null) return { kind: 'confirmation-needed' };
  console.note(...lines);
  return (await console.ask(question)) ? null : { kind: 'not-confirmed' };
};
