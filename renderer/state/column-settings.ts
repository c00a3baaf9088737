import type {
  TableState_ColumnOrdering,
  TableState_ColumnSizing,
  TableState_ColumnVisibility,
} from '@tanstack/react-table';
import { columnIds } from '#app/words/rows.ts';
import type { ColumnId } from '#app/words/rows.ts';

/** In CSS pixels. */
export const [leastWidth, mostWidth] = [32, 1200];

/** One column as a person has set it up and as it is kept; their order is the order on the screen. */
export interface ColumnSetting {
  readonly id: ColumnId;
  readonly shown: boolean;
  /** In CSS pixels; null: by itself. */
  readonly width: number | null;
}
export type ColumnSettings = readonly ColumnSetting[];

/** The same as the table has it. Every column is in the order and has its visibility; only sized ones a size. */
export type ColumnState = TableState_ColumnOrdering & TableState_ColumnVisibility & TableState_ColumnSizing;

const shownAtFirst: ReadonlySet<ColumnId> = new Set(['state', 'service', 'holder', 'job', 'device', 'age']);

export const defaultColumns: ColumnSettings = columnIds.map((id) => ({
  id,
  shown: shownAtFirst.has(id),
  width: null,
}));

const withinLimits = (width: number): number => Math.round(Math.min(mostWidth, Math.max(leastWidth, width)));

/** What was kept, made whole: every column once, unknown ones left out, new ones as they are at first. */
export const wholeColumns = (
  kept: readonly { readonly id: string; readonly shown: boolean; readonly width: number | null }[],
): ColumnSettings => {
  const byId = new Map(kept.map((column) => [column.id, column]));
  const ids = [...byId.keys()].filter((id): id is ColumnId => (columnIds as readonly string[]).includes(id));
  const known = ids.map((id): ColumnSetting => {
    const { shown = true, width = null } = byId.get(id) ?? {};
    return { id, shown, width: width === null ? null : withinLimits(width) };
  });
  const columns = [...known, ...defaultColumns.filter(({ id }) => !byId.has(id))];
  return columns.some(({ shown }) => shown) ? columns : defaultColumns;
};

export const columnState = (columns: ColumnSettings): ColumnState => ({
  columnOrder: columns.map(({ id }) => id),
  columnVisibility: Object.fromEntries(columns.map(({ id, shown }) => [id, shown])),
  columnSizing: Object.fromEntries(columns.flatMap(({ id, width }) => (width === null ? [] : [[id, width]]))),
});

export const columnSettings = (state: ColumnState): ColumnSettings =>
  (state.columnOrder as ColumnId[]).map((id) => {
    const width = state.columnSizing[id] ?? null;
    return {
      id,
      shown: state.columnVisibility[id] ?? true,
      width: width === null ? null : withinLimits(width),
    };
  });

type Visibility = ColumnState['columnVisibility'];

/** Of one device alone, its name would be the same in every row; it stays where it is the only column. */
export const visibilityFor = (visibility: Visibility, deviceId: string | null): Visibility => {
  const withoutDevice = { ...visibility, device: false };
  return deviceId !== null && Object.values(withoutDevice).includes(true) ? withoutDevice : visibility;
};

/** The columns on the screen, for what happens outside of rendering. */
export const columnsOnScreen = (state: ColumnState, deviceId: string | null): readonly ColumnId[] => {
  const visibility = visibilityFor(state.columnVisibility, deviceId);
  return (state.columnOrder as ColumnId[]).filter((id) => visibility[id] ?? true);
};
