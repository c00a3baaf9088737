import type { FieldReport } from '#app/calibration/field-report.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { reportFileName } from '#app/words/calibration.ts';
import { unwritable, writeAtomically } from './write-atomically.ts';

/** Asks where, then writes the whole report or leaves what was there; null where the person left the question. */
export const saveReport = async (
  report: FieldReport | null,
  deviceId: string,
  askWhere: (suggestedName: string) => Promise<string | null>,
): Promise<Result<string | null, Fault>> => {
  if (report === null) return fail({ kind: 'no-report', deviceId });
  const path = await askWhere(reportFileName(report));
  if (path === null) return ok(null);
  try {
    writeAtomically(path, `${JSON.stringify(report, null, 2)}\n`);
    return ok(path);
  } catch (error) {
    const fault = unwritable(error);
    if (fault === null) throw error;
    // the temporary file beside it is no name that a person knows
    return fail(fault.kind === 'file-unwritable' ? { ...fault, path } : fault);
  }
};
