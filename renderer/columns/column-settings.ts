import { columnIds } from '#app/words/rows.ts';
import type { ColumnId } from '#app/words/rows.ts';

/** One column as a person has set it up; their order is the order on the screen. */
export interface ColumnSetting {
  readonly id: ColumnId;
  readonly shown: boolean;
  /** In CSS pixels; null: by itself. */
  readonly width: number | null;
}
export type ColumnSettings = readonly ColumnSetting[];

const shownAtFirst: ReadonlySet<ColumnId> = new Set([
  'state',
  'service',
  'host',
  'peripheral',
  'holder',
  'job',
  'device',
  'age',
  'look',
  'outcome',
]);

export const defaultColumns: ColumnSettings = columnIds.map((id) => ({
  id,
  shown: shownAtFirst.has(id),
  width: null,
}));

export const [leastWidth, mostWidth] = [32, 1200];
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

/** The columns on the screen. Of one device alone, its name would be the same in every row. */
export const columnsOnScreen = (columns: ColumnSettings, deviceId: string | null): ColumnSettings =>
  columns.filter(({ id, shown }) => shown && (id !== 'device' || deviceId === null));

/** The last column that is shown cannot be hidden. */
export const canHide = (columns: ColumnSettings, id: ColumnId): boolean =>
  columns.some((column) => column.shown && column.id !== id);

export const withShown = (columns: ColumnSettings, id: ColumnId, shown: boolean): ColumnSettings =>
  !shown && !canHide(columns, id)
    ? columns
    : columns.map((column) => (column.id === id ? { ...column, shown } : column));

/** Puts a column before another one, or last. */
export const movedBefore = (
  columns: ColumnSettings,
  id: ColumnId,
  before: ColumnId | null,
): ColumnSettings => {
  const column = columns.find((other) => other.id === id);
  if (column === undefined || id === before) return columns;
  const others = columns.filter((other) => other.id !== id);
  const index = before === null ? others.length : others.findIndex((other) => other.id === before);
  return [...others.slice(0, index), column, ...others.slice(index)];
};

/** One place further among `visible`, the columns a person sees; at the ends nothing moves. */
export const movedBy = (
  columns: ColumnSettings,
  visible: readonly ColumnId[],
  id: ColumnId,
  step: -1 | 1,
): ColumnSettings => {
  const index = visible.indexOf(id);
  const neighbour = visible[index + step];
  if (index === -1 || neighbour === undefined) return columns;
  if (step === -1) return movedBefore(columns, id, neighbour);
  const after = columns.findIndex((column) => column.id === neighbour) + 1;
  return movedBefore(columns, id, columns[after]?.id ?? null);
};

export type Widths = ReadonlyMap<ColumnId, number>;

/** Sets one width; columns that had found theirs by themselves keep what they have now, so that nothing else moves. */
export const resized = (columns: ColumnSettings, now: Widths, id: ColumnId, width: number): ColumnSettings =>
  columns.map((column) => {
    if (column.id === id) return { ...column, width: withinLimits(width) };
    const found = now.get(column.id);
    return column.width !== null || found === undefined ? column : { ...column, width: withinLimits(found) };
  });

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

const rem = (pixels: number): number => pixels / 16;

/** CSS grid tracks, and the width below which the grid scrolls sideways. */
export const columnLayout = (columns: ColumnSettings): { tracks: string; leastWidth: string } => ({
  tracks: columns
    .map(({ id, width }) => {
      if (width !== null) return `${rem(width)}rem`;
      const [least, share] = widths[id];
      return share === 0 ? `${least}rem` : `minmax(${least}rem, ${share}fr)`;
    })
    .join(' '),
  leastWidth: `${columns.reduce((sum, { id, width }) => sum + (width === null ? widths[id][0] : rem(width)), 0)}rem`,
});
