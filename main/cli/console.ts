import { createInterface } from 'node:readline/promises';
import { pipeline } from 'node:stream/promises';
import { asciiJson } from '#app/export/ascii-json.ts';
import type { Fault } from '#app/faults/fault.ts';
import { visible } from '#app/words/foreign-text.ts';
import { exitCodeOfFault } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { jsonFault, jsonSchema } from './json.ts';
import { whoAndWhere } from '../audit/operator.ts';
import { faultLines } from './text.ts';

/** Which Unjam said it, where and when: what is joined with the results of other computers names its own. */
export interface JsonHead {
  readonly schema: typeof jsonSchema;
  readonly computer: string;
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/**
 * Where a command speaks: results to stdout, everything else to stderr. Each line of text is given as one, so that
 * a name with a line end or an escape sequence in it is shown as such and steers nothing.
 */
export interface Console {
  readonly json: boolean;
  /** With what every JSON object begins. */
  readonly head: () => JsonHead;
  /** With --json the object, without it the text. */
  result(object: Readonly<Record<string, unknown>>, lines: readonly string[]): void;
  /** One of many results, as one line: with --json the object. */
  line(object: Readonly<Record<string, unknown>>, text: string): void;
  /** Whoever read the results has gone. */
  readonly unread: AbortSignal;
  /** A long result in a format of its own, piece by piece, as it is; no faster than it is read. */
  asIs(pieces: AsyncIterable<string>): Promise<void>;
  /** Words beside the result; nothing with --json. */
  note(...lines: readonly string[]): void;
  fault(fault: Fault, beside?: Readonly<Record<string, unknown>>): ExitCode;
  /** A question at the terminal; null where there is none. */
  ask: ((question: string) => Promise<boolean>) | null;
}

/** Lines as they reach a terminal. */
export const written = (lines: readonly string[]): string =>
  lines.map((line) => `${visible(line)}\n`).join('');

const stream = async (pieces: AsyncIterable<string>): Promise<void> => {
  try {
    await pipeline(pieces, process.stdout, { end: false });
  } catch (error) {
    // whoever reads has stopped (broken-streams.ts)
    if (error !== process.stdout.errored) throw error;
  }
};

const whenUnread = (): AbortSignal => {
  const unread = new AbortController();
  process.stdout.once('error', () => unread.abort());
  return unread.signal;
};

const askAtTerminal = async (question: string): Promise<boolean> => {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
    const answer = await Promise.race([terminal.question(`${visible(question)} [y/N] `), closed]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
};

export const createConsole = (json: boolean, version: string): Console => {
  const who = { schema: jsonSchema, computer: whoAndWhere().computer, version };
  const head = (): JsonHead => ({ ...who, at: new Date().toISOString() });
  const asJson = (object: Readonly<Record<string, unknown>>): string =>
    `${asciiJson({ ...head(), ...object }, 2)}\n`;
  /** It has a time of its own. */
  const asJsonLine = (object: Readonly<Record<string, unknown>>): string =>
    `${asciiJson({ ...who, ...object })}\n`;
  return {
    json,
    head,
    result: (object, lines) => void process.stdout.write(json ? asJson(object) : written(lines)),
    line: (object, text) => void process.stdout.write(json ? asJsonLine(object) : written([text])),
    unread: whenUnread(),
    asIs: stream,
    note: (...lines) => {
      if (!json) process.stderr.write(written(lines));
    },
    fault: (fault, beside = {}) => {
      if (json) process.stdout.write(asJson({ ...beside, fault: jsonFault(fault) }));
      else process.stderr.write(written(faultLines(fault)));
      return exitCodeOfFault(fault);
    },
    ask: process.stdin.isTTY && process.stderr.isTTY ? askAtTerminal : null,
  };
};
