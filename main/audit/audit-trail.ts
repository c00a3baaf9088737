import { join } from 'node:path';
import type { AuditRecord } from '#app/audit/record.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { systemErrorCode } from '../files/system-error.ts';
import { appendLine } from './append-line.ts';

/** Where teardowns are recorded; a record counts once it is on disk. */
export interface AuditTrail {
  append(record: AuditRecord): Promise<Result<void, Fault>>;
}

/** Teardowns of simulated devices never share a file with real ones. */
export const auditPath = (dataFolder: string, simulated: boolean): string =>
  join(dataFolder, simulated ? 'audit-simulated.jsonl' : 'audit.jsonl');

/**
 * JSON lines, appended only. A record that could not be written is kept and goes out before the next one, so
 * an outcome is late rather than lost; an intent that could not be written is not kept, for its request is not sent.
 */
export const createAuditTrail = (path: string): AuditTrail => {
  let waiting: AuditRecord[] = [];
  let last: Promise<unknown> = Promise.resolve();

  const write = async (record: AuditRecord): Promise<Result<void, Fault>> => {
    const due = [...waiting, record];
    try {
      for (const next of due) {
        await appendLine(path, JSON.stringify(next));
        waiting = waiting.filter((one) => one !== next);
      }
      return ok(undefined);
    } catch (error) {
      const code = systemErrorCode(error);
      if (code === null) throw error;
      if (record.record === 'outcome' || record.record === 'measure-end') waiting.push(record);
      return fail({ kind: 'audit-unwritable', path, code });
    }
  };

  return {
    append: (record) => {
      const result = last.then(() => write(record));
      last = result.catch(() => undefined);
      return result;
    },
  };
};
