import { createInterface } from 'node:readline/promises';
import type { Fault } from '#app/faults/fault.ts';
import { exitCodeOfFault } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { jsonFault, jsonSchema } from './json.ts';
import { faultText } from './text.ts';

/** Where a command speaks: results to stdout, everything else to stderr. */
export interface Console {
  readonly json: boolean;
  /** With --json the object, without it the text. */
  result(object: Readonly<Record<string, unknown>>, text: string): void;
  /** A result in a format of its own, as it is. */
  asIs(text: string): void;
  /** Words beside the result; nothing with --json. */
  note(text: string): void;
  fault(fault: Fault, beside?: Readonly<Record<string, unknown>>): ExitCode;
  /** A question at the terminal; null where there is none. */
  ask: ((question: string) => Promise<boolean>) | null;
}

const askAtTerminal = async (question: string): Promise<boolean> => {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
    const answer = await Promise.race([terminal.question(`${question} [y/N] `), closed]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
};

export const createConsole = (json: boolean): Console => ({
  json,
  result: (object, text) =>
    void process.stdout.write(
      json ? `${JSON.stringify({ schema: jsonSchema, ...object }, null, 2)}\n` : `${text}\n`,
    ),
  asIs: (text) => void process.stdout.write(text),
  note: (text) => {
    if (!json) process.stderr.write(`${text}\n`);
  },
  fault: (fault, beside = {}) => {
    if (json) {
      const object = { schema: jsonSchema, ...beside, fault: jsonFault(fault) };
      process.stdout.write(`${JSON.stringify(object, null, 2)}\n`);
    } else {
      process.stderr.write(`${faultText(fault)}\n`);
    }
    return exitCodeOfFault(fault);
  },
  ask: process.stdin.isTTY && process.stderr.isTTY ? askAtTerminal : null,
});
