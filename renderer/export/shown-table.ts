import type { Table } from '#app/export/table.ts';
import type { SessionState } from '#app/session/state.ts';
import { timestamp } from '#app/ticket/layout.ts';
import { exportWords, tableNotes } from '#app/words/export.ts';
import { windowWords } from '#app/words/window.ts';
import type { ColumnId } from '../rows/columns.ts';
import { cellTexts } from './cell-text.ts';

export interface Moment {
  readonly now: number;
  offsetMinutesAt(at: number): number;
}

/** These channels in these columns, in this order, with what must stand with them. */
export const tableOf = (
  state: SessionState,
  keys: readonly string[],
  columnIds: readonly ColumnId[],
  { now, offsetMinutesAt }: Moment,
): Table => {
  const stamp = (at: number): string => timestamp(at, offsetMinutesAt(at));
  return {
    title: exportWords.title,
    notes: tableNotes(state.environment, stamp(now)),
    columns: columnIds.map((id) => ({ id, name: windowWords.grid.columns[id] })),
    rows: keys.flatMap((key) => {
      const channel = state.channels[key];
      if (channel === undefined) return [];
      const name = state.devices[channel.deviceId]?.device.name ?? channel.deviceId;
      return [columnIds.map((id) => cellTexts[id](channel, name, stamp))];
    }),
  };
};
