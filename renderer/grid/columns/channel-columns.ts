import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  metaHelper,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import type { Column, Header, Table } from '@tanstack/react-table';
import { columnIds, columnWords } from '#app/words/rows.ts';
import type { ColumnId } from '#app/words/rows.ts';
import { columnFacts } from '../../state/column-facts.ts';
import { leastWidth, mostWidth } from '../../state/column-settings.ts';
import type { Row } from '../rows/row-list.ts';

export const features = tableFeatures({
  columnOrderingFeature,
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
  rowSortingFeature,
  /** Of the width that is left over. */
  columnMeta: metaHelper<{ share: number }>(),
});

export type ChannelTable = Table<typeof features, Row>;
export type ChannelColumn = Column<typeof features, Row>;
export type ChannelHeader = Header<typeof features, Row>;

export const idOf = (column: ChannelColumn): ColumnId => column.id as ColumnId;

/** Least width in rem, and share of the width that is left over. */
const widths: Readonly<Record<ColumnId, readonly [least: number, share: number]>> = {
  state: [8, 0],
  service: [7.5, 1],
  host: [3.5, 0],
  peripheral: [3.5, 0],
  holder: [8.5, 1.3],
  job: [8, 1.3],
  device: [9, 1.5],
  age: [4, 0],
  look: [5, 0],
  outcome: [6.5, 0.3],
  why: [12, 2],
  how: [10, 1],
  pid: [4.5, 0],
  windowsService: [9, 1],
  user: [5, 0.3],
  queue: [9, 1],
  document: [9, 1],
  pages: [4.5, 0],
  printer: [9, 1],
  driver: [8, 0.5],
  first: [9.5, 0],
  ntstatus: [10, 1],
};

const { accessor, columns } = createColumnHelper<typeof features, Row>();

export const channelColumns = columns(
  columnIds.map((id) => {
    const [least, share] = widths[id];
    return accessor((row: Row) => columnFacts[id](row).value, {
      id,
      header: columnWords[id],
      sortDescFirst: false,
      meta: { share },
      size: least * 16,
      minSize: leastWidth,
      maxSize: mostWidth,
    });
  }),
);

const inRem = (pixels: number): string => `${pixels / 16}rem`;

/** CSS grid tracks, and the width below which the grid scrolls sideways. A column that nobody sized may grow. */
export const columnLayout = (
  table: ChannelTable,
  sized: Readonly<Record<string, number>>,
): { tracks: string; leastWidth: string } => ({
  tracks: table
    .getVisibleLeafColumns()
    .map((column) => {
      const [width, share] = [inRem(column.getSize()), column.columnDef.meta?.share ?? 0];
      return share === 0 || column.id in sized ? width : `minmax(${width}, ${share}fr)`;
    })
    .join(' '),
  leastWidth: inRem(table.getTotalSize()),
});
