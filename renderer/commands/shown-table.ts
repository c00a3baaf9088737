import type { Table } from '#app/export/table.ts';
import type { SessionState } from '#app/session/state.ts';
import { timestamp } from '#app/words/clock.ts';
import type { OffsetAt } from '#app/words/clock.ts';
import { exportWords, tableNotes } from '#app/words/export.ts';
import { columnWords } from '#app/words/rows.ts';
import type { ColumnId } from '#app/words/rows.ts';
import { cellText } from '../state/column-facts.ts';
import { devicesFacts, unknownDevice } from '../state/device-facts.ts';
import { channelIn } from '../state/shelves.ts';

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
  const time = (at: number): string => timestamp(at, offsetMinutesAt(at));
  const texts = { ago: (at: number) => exportWords.age(ms - at), time };
  return {
    title: exportWords.title,
    notes: tableNotes(state.environment, time(now)),
    columns: columnIds.map((id) => ({ id, name: exportWords.columns[id] ?? columnWords[id] })),
    rows: keys.flatMap((key) => {
      const channel = channelIn(state, key);
      if (channel === undefined) return [];
      const device = devices.get(channel.deviceId) ?? unknownDevice(channel.deviceId);
      return [columnIds.map((id) => cellText(id, { channel, device }, texts))];
    }),
  };
};
