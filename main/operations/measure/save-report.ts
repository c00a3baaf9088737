import type { FieldReport } from '#app/calibration/field-report.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { reportFileName } from '#app/words/calibration.ts';
import { saveFile } from '../../files/write-whole.ts';

/** Asks where, then writes the whole report or leaves what was there; null where the person left the question. */
export const saveReport = async (
  report: FieldReport | null,
  deviceId: string,
  askWhere: (suggestedName: string, extension: string) => Promise<string | null>,
): Promise<Result<string | null, Fault>> => {
  if (report === null) return fail({ kind: 'no-report', deviceId });
  const path = await askWhere(reportFileName(report), 'json');
  if (path === null) return ok(null);
  const saved = await saveFile(path, [`${JSON.stringify(report, null, 2)}\n`]);
  return saved.ok ? ok(path) : saved;
};
