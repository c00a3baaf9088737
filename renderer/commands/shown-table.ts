import type { Table } from '#app/export/table.ts';
import type { SessionState } from '#app/session/state.ts';
import { timestamp } from '#app/words/clock.ts';
import type { OffsetAt } from '#app/words/clock.ts';
import { exportWords, tableNotes } from '#app/words/export.ts';
import { columnWords, rowWords } from '#app/words/rows.ts';
import type { ColumnId } from '#app/words/rows.ts';
import { columnFacts, columnKind, emptyWhenNull } from '../state/column-facts.ts';
import type { Subject } from '../state/column-facts.ts';
import { devicesFacts, unknownDevice } from '../state/device-facts.ts';
import { channelIn } from '../state/shelves.ts';

interface Times {
  readonly stamp: (at: number) => string;
  /** Now, on the session's monotonic clock. */
  readonly ms: number;
}

/** A column as text with its marks, as the table shows it; an age as one that a spreadsheet can count with. */
const cellText = (id: ColumnId, subject: Subject, { stamp, ms }: Times): string => {
  const { value, confidence } = columnFacts[id](subject);
  if (value === null) return emptyWhenNull.has(id) ? '' : rowWords.unknown;
  const kind = columnKind(id);
  if (kind === 'ago' && typeof value === 'number') return exportWords.age(ms - value);
  if (kind === 'time' && typeof value === 'number') return stamp(value);
  return confidence === 'inferred' ? `${value} ${rowWords.inferredMark}` : String(value);
};

export interface Moment {
  readonly now: number;
  /** The same, on the session's monotonic clock: ages are counted on it. */
  readonly ms: number;
  readonly offsetMinutesAt: OffsetAt;
}

/** These channels in these columns, in this order, with what must stand with them. */
export const tableOf = (
  state: SessionState,
  keys: readonly string[],
  columnIds: readonly ColumnId[],
  { now, ms, offsetMinutesAt }: Moment,
): Table => {
  const devices = devicesFacts(state, new Map());
  const stamp = (at: number): string => timestamp(at, offsetMinutesAt(at));
  return {
    title: exportWords.title,
    notes: tableNotes(state.environment, stamp(now)),
    columns: columnIds.map((id) => ({ id, name: exportWords.columns[id] ?? columnWords[id] })),
    rows: keys.flatMap((key) => {
      const channel = channelIn(state, key);
      if (channel === undefined) return [];
      const device = devices.get(channel.deviceId) ?? unknownDevice(channel.deviceId);
      return [columnIds.map((id) => cellText(id, { channel, device }, { stamp, ms }))];
    }),
  };
};
