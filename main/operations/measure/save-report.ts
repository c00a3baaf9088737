import type { Fault } from '#app/faults/fault.ts';
import { lastOf } from '#app/operations/history.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { SessionState } from '#app/session/state.ts';
import { reportFileName } from '#app/words/calibration.ts';
import { saveFile } from '../../files/write-whole.ts';

/**
 * Asks where the report of the last measurement goes, then writes it whole or leaves what was there; null where the person
 * left the question.
 */
export const saveReport = async (
  operations: SessionState['operations'],
  deviceId: string,
  askWhere: (suggestedName: string, extension: string) => Promise<string | null>,
): Promise<Result<string | null, Fault>> => {
  const measured = lastOf(operations, 'measure', deviceId)?.outcome;
  if (measured?.kind !== 'done') return fail({ kind: 'no-report', deviceId });
  const { report } = measured.report;
  const path = await askWhere(reportFileName(report), 'json');
  if (path === null) return ok(null);
  const saved = await saveFile(path, [`${JSON.stringify(report, null, 2)}\n`]);
  return saved.ok ? ok(path) : saved;
};
