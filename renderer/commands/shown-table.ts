import type { Table } from '#app/export/table.ts';
import type { SessionState } from '#app/session/state.ts';
import { timestamp } from '#app/ticket/layout.ts';
import { exportWords, tableNotes } from '#app/words/export.ts';
import { columnWords } from '#app/words/rows.ts';
import type { ColumnId } from '#app/words/rows.ts';
import { devicesFacts, unknownDevice } from '../state/device-facts.ts';
import { cellText } from './cell-text.ts';
import { channelIn } from '../state/shelves.ts';

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
