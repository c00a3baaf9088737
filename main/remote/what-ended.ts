import { entriesOf, operationOf, tellingRecord } from '#app/audit/entries.ts';
import type { AuditEntry } from '#app/audit/entries.ts';
import type { Clock } from '#app/clock.ts';
import type { Resumed, Unfinished } from '#app/remote/wire.ts';
import { recordWords } from '#app/words/audit-records.ts';
import { endedThereLine, notBegunLine } from '#app/words/remote.ts';
import { silentMs } from './far-side.ts';
import { readPage } from '../audit/read-page.ts';
import type { Session } from '../session/session-service.ts';

const isOf =
  (connection: string, { deviceId, operation, hostSocket }: Unfinished) =>
  (entry: AuditEntry): entry is Extract<AuditEntry, { kind: 'operation' }> => {
    if (entry.kind !== 'operation') return false;
    const record = tellingRecord(entry);
    return (
      record.askedFrom?.connection === connection &&
      record.device.id === deviceId &&
      operationOf(record) === operation &&
      (hostSocket === null || ('hostSocket' in record && record.hostSocket === hostSocket))
    );
  };

/**
 * Notifies the session of how that ended which an earlier connection had begun and was lost over. The program that
 * served it may still be at it: `look` is to be called when the trail has grown.
 */
export const tellWhatEnded = (
  path: string,
  { connection, unfinished }: Resumed,
  session: Session,
  clock: Clock,
): { look: () => Promise<void>; stop: () => void } => {
  let waiting = [...unfinished];
  let isCertain = false;
  let looking: Promise<void> = Promise.resolve();

  const look = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const page = await readPage(path, null);
    if (!page.ok) return;
    const entries = entriesOf(page.value.lines);
    const lines: string[] = [];
    waiting = waiting.filter((one) => {
      const entry = entries.find(isOf(connection, one));
      // what was not on disk when its program had gone was never sent
      if (entry === undefined && isCertain) lines.push(notBegunLine(one));
      else if (entry !== undefined && entry.end !== null)
        lines.push(endedThereLine({ ...recordWords(entry.end), device: entry.end.device.name }));
      else return true;
      return false;
    });
    if (lines.length > 0)
      session.dispatch({ type: 'notice', at: clock.now(), fault: { kind: 'ended-there', lines } });
  };

  const lookAgain = (): Promise<void> => (looking = looking.then(look));
  // by then the program that served the lost connection has noticed, and waits for nothing
  const stop = clock.after(silentMs, () => {
    isCertain = true;
    void lookAgain();
  });
  void lookAgain();
  return { look: lookAgain, stop };
};
