import type { Table } from '#app/export/table.ts';
import type { SessionState } from '#app/session/state.ts';
import { timestamp } from '#app/words/clock.ts';
import { exportWords, tableNotes } from '#app/words/export.ts';
import { columnWords, rowWords } from '#app/words/rows.ts';
import type { ColumnId } from '#app/words/rows.ts';
import { columnFacts, columnKind, emptyWhenNull } from '../state/column-facts.ts';
import type { Subject } from '../state/column-facts.ts';
import { devicesFacts, unknownDevice } from '../state/device-facts.ts';
import { channelIn } from '../state/shelves.ts';

/** A column as text with its marks, as the table shows it; a time is a moment, for "3 min" grows old in a file. */
const cellText = (id: ColumnId, subject: Subject, stamp: (at: number) => string): string => {
  const { value, confidence, at } = columnFacts[id](subject);
  if (value === null) return emptyWhenNull.has(id) ? '' : rowWords.unknown;
  const kind = columnKind(id);
  if (kind === 'ago' && at !== null) return stamp(at);
  if (kind === 'time' && typeof value === 'number') return stamp(value);
  return confidence === 'inferred' ? `${value} ${rowWords.inferredMark}` : String(value);
};

export interface Moment {
  readonly now: number;
  readonly offsetMinutesAt: (at: number) => number;
}

/** These channels in these columns, in this order, with what must stand with them. */
export const tableOf = (
  state: SessionState,
  keys: readonly string[],
  columnIds: readonly ColumnId[],
  { now, offsetMinutesAt }: Moment,
): Table => {
  const devices = devicesFacts(state, new Map());
  const stamp = (at: number): string => timestamp(at, offsetMinutesAt(at));
  return {
    title: exportWords.title,
    notes: tableNotes(state.environment, stamp(now)),
    columns: columnIds.map((id) => ({ id, name: columnWords[id] })),
    rows: keys.flatMap((key) => {
      const channel = channelIn(state, key);
      if (channel === undefined) return [];
      const device = devices.get(channel.deviceId) ?? unknownDevice(channel.deviceId);
      return [columnIds.map((id) => cellText(id, { channel, device }, stamp))];
    }),
  };
};
