import {
  columnVisibilityFeature,
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import { windowWords } from '#app/words/window.ts';
import { rowStateRank } from './row-state.ts';
import { holderOf, jobOf, lastLookOf, outcomeOf } from './rows.ts';
import type { Row } from './rows.ts';

export const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  sortedRowModel: createSortedRowModel(),
});

export type ColumnId = keyof typeof windowWords.grid.columns;

const { accessor, columns } = createColumnHelper<typeof features, Row>();

type SortValue = string | number | null;

/** Unknown values sort last when ascending. */
const compare = (a: SortValue, b: SortValue): number => {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b) : Number(a) - Number(b);
};

const column = (id: ColumnId, value: (row: Row) => SortValue) =>
  accessor(value, {
    id,
    header: windowWords.grid.columns[id],
    sortFn: (a, b) => compare(value(a.original), value(b.original)),
    sortDescFirst: false,
  });

export const channelColumns = columns([
  column('state', ({ channel }) => rowStateRank(channel)),
  column('service', ({ channel }) => channel.facts.service.value),
  column('host', ({ channel }) => channel.hostSocket),
  column('peripheral', ({ channel }) => channel.facts.peripheralSocket.value),
  column('holder', ({ channel }) => holderOf(channel)),
  column('job', ({ channel }) => jobOf(channel)),
  column('device', ({ deviceName }) => deviceName),
  column('age', ({ channel }) => -channel.firstSeenAt),
  column('look', ({ channel }) => -lastLookOf(channel)),
  column('outcome', ({ channel }) => outcomeOf(channel)?.label ?? null),
]);

/** Least width in rem, and share of the width that is left over. */
const widths: Readonly<Record<ColumnId, readonly [least: number, share: number]>> = {
  state: [7.25, 0],
  service: [7.5, 1],
  host: [3.25, 0],
  peripheral: [3.25, 0],
  holder: [8.5, 1.3],
  job: [8, 1.3],
  device: [9, 1.5],
  age: [4, 0],
  look: [5, 0],
  outcome: [6.5, 0.3],
};

/** CSS grid tracks, and the width below which the grid scrolls sideways. */
export const columnLayout = (ids: readonly ColumnId[]): { tracks: string; leastWidth: string } => ({
  tracks: ids
    .map((id) => widths[id])
    .map(([least, share]) => (share === 0 ? `${least}rem` : `minmax(${least}rem, ${share}fr)`))
    .join(' '),
  leastWidth: `${ids.reduce((sum, id) => sum + widths[id][0], 0)}rem`,
});
