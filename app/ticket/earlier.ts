import { operationOf, tellingRecord } from '../audit/entries.ts';
import type { AuditEntry } from '../audit/entries.ts';
import type { AuditRecord } from '../audit/record.ts';
import type { Operation } from '../operations/operation.ts';
import type { SessionState } from '../session/state.ts';
import { recordWords } from '../words/audit-records.ts';

/** The newest stretch of the audit trail. */
export interface Trail {
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
  /** There are older ones that were not read. */
  readonly hasOlder: boolean;
}

/** How far back a ticket tells, in ms: the call of a user is about today. */
const toldBackMs = 24 * 60 * 60_000;

/** The clocks of two records of one operation, and how far they may be apart, in ms. */
const apartMs = 2_000;

/** A step that destroys a socket is recorded as a close. */
const isOfKind = (operation: Operation, record: AuditRecord): boolean =>
  operation.kind === operationOf(record) || (operation.kind === 'remedy' && operationOf(record) === 'close');

const isInSession = (record: AuditRecord, at: number, operations: SessionState['operations']): boolean =>
  Object.values(operations).some(
    (one) =>
      one.deviceId === record.device.id &&
      isOfKind(one, record) &&
      at >= one.startedAt - apartMs &&
      at <= (one.endedAt ?? Infinity) + apartMs,
  );

const beginOf = (entry: AuditEntry): number | null =>
  entry.kind === 'operation' ? Date.parse((entry.begin ?? tellingRecord(entry)).at) : null;

/** What was not read may be of the last day, too. */
export const isCutShort = ({ entries, hasOlder }: Trail, now: number): boolean => {
  const oldest = entries.flatMap((entry) => beginOf(entry) ?? []).at(-1);
  return hasOlder && (oldest === undefined || now - oldest <= toldBackMs);
};

export interface Earlier {
  readonly at: number;
  readonly line: string;
}

/** What was recorded of these devices in the last day and is not in this session any more, or never was; oldest first. */
export const earlierIn = (
  { entries }: Trail,
  deviceIds: ReadonlySet<string>,
  { operations }: SessionState,
  now: number,
): readonly Earlier[] =>
  entries
    .flatMap((entry): Earlier[] => {
      const at = beginOf(entry);
      if (entry.kind !== 'operation' || at === null) return [];
      const record = tellingRecord(entry);
      // what was asked of another computer is about its printers
      if (operationOf(record) === null) return [];
      if (!deviceIds.has(record.device.id) || now - at > toldBackMs) return [];
      if (isInSession(record, at, operations)) return [];
      const { action, channel, label } = recordWords(record);
      const what = [action, channel].filter((part) => part !== '').join(', ');
      return [{ at, line: `${what}: ${label} (${record.user}, ${record.program})` }];
    })
    .reverse();
