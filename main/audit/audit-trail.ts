import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { partOf } from '#app/audit/entries.ts';
import type { AuditRecord } from '#app/audit/record.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { appendLine } from '../files/append-line.ts';
import { ignoringSystemErrors } from '../files/read-file.ts';
import { onDisk } from '../files/steps.ts';
import type { Files } from '../files/steps.ts';
import { codeOrThrow } from '../files/system-error.ts';
import { rotateIfFull } from './trail-segments.ts';

/** Where operations are recorded; a record counts once it is on disk. */
export interface AuditTrail {
  /**
   * Faults: no-data-folder; audit-unwritable for a beginning, which is not kept, for its request is not sent, and for the end of such
   * an operation; outcome-not-recorded for the end of any other, which is kept and tried again.
   */
  append(record: AuditRecord): Promise<Result<void, Fault>>;
  /**
   * Tries once more to write the outcomes that could not be; called at the end of the program. Takes at most
   * `flushMs`. Fault: outcome-not-recorded.
   */
  flush(): Promise<Result<void, Fault>>;
}

/** A share that does not answer must not hold the end of the program, in ms. */
export const flushMs = 400;

/** Teardowns of simulated devices never share a file with real ones. */
export const auditPath = (dataFolder: string, simulated: boolean): string =>
  join(dataFolder, simulated ? 'audit-simulated.jsonl' : 'audit.jsonl');

/** Where there is no place for a trail: nothing that must be recorded is begun. */
export const refusingTrail = (fault: Fault): AuditTrail => ({
  append: () => Promise.resolve(fail(fault)),
  flush: () => Promise.resolve(ok(undefined)),
});

interface Line {
  /** The operation it belongs to. */
  readonly id: string;
  readonly month: string;
  readonly text: string;
}

/** JSON lines, appended only. An outcome that could not be written goes out before the next record: late, not lost. */
export const createAuditTrail = (path: string, files: Files = onDisk): AuditTrail => {
  /** Ends of operations that are not on disk, oldest first. */
  let waiting: readonly Line[] = [];
  /** Operations whose beginning could not be written: nothing was sent, and their outcome says so. */
  const refused = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();

  const inOrder = <T>(write: () => Promise<T>): Promise<T> => {
    const result = last.then(write);
    last = result.catch(() => undefined);
    return result;
  };

  /** The code of the system error that stopped it; null when all are on disk. */
  const writeAll = async (lines: readonly Line[]): Promise<string | null> => {
    try {
      for (const line of lines) {
        // a trail that cannot be rotated grows, and is no reason to record nothing
        await files.later(ignoringSystemErrors(() => rotateIfFull(path, line.month)));
        await files.later(appendLine(path, line.text));
        waiting = waiting.filter((one) => one !== line);
      }
      return null;
    } catch (error) {
      return codeOrThrow(error);
    }
  };

  const write = async (
    before: readonly Line[],
    line: Line,
    part: 'begin' | 'end',
  ): Promise<Result<void, Fault>> => {
    // an outcome that a flush has written meanwhile is not written twice
    const due = (one: Line): boolean => waiting.includes(one) || (one === line && part === 'begin');
    const code = await writeAll([...before, line].filter(due));
    if (code === null) return ok(undefined);
    if (part === 'end' && !refused.has(line.id)) return fail({ kind: 'outcome-not-recorded', path, code });
    refused.add(line.id);
    return fail({ kind: 'audit-unwritable', path, code });
  };

  /** What was refused has been reported as such, and is no outcome that is missing. */
  const missing = (code: string | null): Result<void, Fault> =>
    code === null || waiting.every(({ id }) => refused.has(id))
      ? ok(undefined)
      : fail({ kind: 'outcome-not-recorded', path, code });

  return {
    append: (record) => {
      const { id, part } = partOf(record);
      const line = { id, month: record.at.slice(0, 7), text: JSON.stringify(record) };
      const before = waiting;
      if (part === 'end') waiting = [...before, line];
      return inOrder(() => write(before, line, part));
    },
    flush: async () => {
      const spent = new AbortController();
      const late = delay(flushMs, undefined, { signal: spent.signal }).then(
        () => missing('ETIMEDOUT'),
        () => ok(undefined),
      );
      try {
        const written = inOrder(async () => missing(await writeAll(waiting)));
        return await Promise.race([written, late]);
      } finally {
        spent.abort();
      }
    },
  };
};
