import { create } from 'zustand';
import type { ColumnId } from '#app/words/rows.ts';
import type { TableView } from '../views/views.ts';
import { defaultColumns, movedBefore, movedBy, resized, withShown } from './column-settings.ts';
import type { ColumnSettings, Widths } from './column-settings.ts';

/** A menu or dialog of the table itself. */
export type Overlay =
  | { readonly kind: 'columns' }
  | { readonly kind: 'views' }
  | { readonly kind: 'save-view' }
  | { readonly kind: 'views-menu' }
  | { readonly kind: 'header-menu'; readonly id: ColumnId; readonly x: number; readonly y: number };

interface Table {
  readonly columns: ColumnSettings;
  readonly views: readonly TableView[];
  readonly overlay: Overlay | null;
  /** The pointer is on the rows and has moved lately, or something is being dragged. */
  readonly isHeld: boolean;
  /** The cell that the menu of a row was opened on by mouse. */
  readonly menuColumn: ColumnId | null;
}

const initialTable: Table = {
  columns: defaultColumns,
  views: [],
  overlay: null,
  isHeld: false,
  menuColumn: null,
};

const useStore = create<Table>()(() => initialTable);
const { setState } = useStore;

export const tableEvents = {
  windowOpened: (): void => setState(initialTable),
  remembered: (columns: ColumnSettings, views: readonly TableView[]): void => setState({ columns, views }),
  userSetColumns: (columns: ColumnSettings): void => setState({ columns }),
  userShowedColumn: (id: ColumnId, shown: boolean): void =>
    setState(({ columns }) => ({ columns: withShown(columns, id, shown) })),
  userMovedColumn: (id: ColumnId, before: ColumnId | null): void =>
    setState(({ columns }) => ({ columns: movedBefore(columns, id, before) })),
  userMovedColumnBy: (id: ColumnId, visible: readonly ColumnId[], step: -1 | 1): void =>
    setState(({ columns }) => ({ columns: movedBy(columns, visible, id, step) })),
  userResizedColumn: (id: ColumnId, width: number, widths: Widths): void =>
    setState(({ columns }) => ({ columns: resized(columns, widths, id, width) })),
  userResetColumns: (): void => setState({ columns: defaultColumns }),
  userSetViews: (views: readonly TableView[]): void => setState({ views }),
  userOpened: (overlay: Overlay): void => setState({ overlay }),
  userLeftOverlay: (): void => setState({ overlay: null }),
  menuOpenedOn: (menuColumn: ColumnId | null): void => setState({ menuColumn }),
  rowsHeld: (isHeld: boolean): void => setState({ isHeld }),
};

export const tableNow = (): Table => useStore.getState();
export const watchTable = (changed: () => void): (() => void) => useStore.subscribe(changed);
export const overlayIsOpen = (): boolean => tableNow().overlay !== null;

const menus: ReadonlySet<Overlay['kind']> = new Set(['header-menu', 'views-menu']);

/** A dialog, unlike a menu, takes the commands away. */
export const tableDialogIsOpen = (): boolean => {
  const { overlay } = tableNow();
  return overlay !== null && !menus.has(overlay.kind);
};

export const useColumns = (): ColumnSettings => useStore(({ columns }) => columns);
export const useViews = (): readonly TableView[] => useStore(({ views }) => views);
export const useOverlay = (): Overlay | null => useStore(({ overlay }) => overlay);
export const useMenuColumn = (): ColumnId | null => useStore(({ menuColumn }) => menuColumn);
