import { functionalUpdate } from '@tanstack/react-table';
import type { Updater } from '@tanstack/react-table';
import { create } from 'zustand';
import type { ColumnId } from '#app/words/rows.ts';
import { columnState, defaultColumns } from './column-settings.ts';
import type { ColumnSettings, ColumnState } from './column-settings.ts';
import type { Sorting } from './sorting.ts';

/** What of the table a view sets. */
export interface TableSetup {
  readonly filter: string;
  /** null: all devices. */
  readonly deviceId: string | null;
  readonly sorting: Sorting;
  /** null: as they are. */
  readonly columns: ColumnSettings | null;
}

/** A set-up of the table under a name. */
export interface TableView extends TableSetup {
  readonly name: string;
}

/** A menu or dialog of the table itself. */
export type Overlay =
  | { readonly kind: 'columns' }
  | { readonly kind: 'views' }
  | { readonly kind: 'save-view' }
  | { readonly kind: 'views-menu' }
  | { readonly kind: 'device-menu'; readonly x: number; readonly y: number }
  | { readonly kind: 'header-menu'; readonly id: ColumnId; readonly x: number; readonly y: number };

interface Table {
  readonly columns: ColumnState;
  readonly views: readonly TableView[];
  readonly overlay: Overlay | null;
  /** The pointer is on the rows and has moved lately, or something is being dragged. */
  readonly isHeld: boolean;
  /** The cell that the menu of a row was opened on by mouse. */
  readonly menuColumn: ColumnId | null;
}

const initialTable: Table = {
  columns: columnState(defaultColumns),
  views: [],
  overlay: null,
  isHeld: false,
  menuColumn: null,
};

const useStore = create<Table>()(() => initialTable);
const { setState } = useStore;

type Change<Part extends keyof ColumnState> = Updater<ColumnState[Part]>;

const update = <Part extends keyof ColumnState>(part: Part, change: Change<Part>): void =>
  setState(({ columns }) => {
    const after = functionalUpdate(change, columns[part]);
    return after === columns[part] ? {} : { columns: { ...columns, [part]: after } };
  });

export const tableEvents = {
  windowOpened: (): void => setState(initialTable),
  remembered: (columns: ColumnState, views: readonly TableView[]): void => setState({ columns, views }),
  userSetColumns: (columns: ColumnState): void => setState({ columns }),
  userOrderedColumns: (change: Change<'columnOrder'>): void => update('columnOrder', change),
  /** The last column that is shown stays. */
  userShowedColumns: (change: Change<'columnVisibility'>): void =>
    update('columnVisibility', (before) => {
      const after = functionalUpdate(change, before);
      return Object.values(after).includes(true) ? after : before;
    }),
  userSizedColumns: (change: Change<'columnSizing'>): void => update('columnSizing', change),
  userResetColumns: (): void => setState({ columns: columnState(defaultColumns) }),
  userSetViews: (views: readonly TableView[]): void => setState({ views }),
  userOpened: (overlay: Overlay): void => setState({ overlay }),
  userLeftOverlay: (): void => setState({ overlay: null }),
  menuOpenedOn: (menuColumn: ColumnId | null): void => setState({ menuColumn }),
  rowsHeld: (isHeld: boolean): void => setState({ isHeld }),
};

export const tableNow = (): Table => useStore.getState();
export const watchTable = (changed: () => void): (() => void) => useStore.subscribe(changed);
export const overlayIsOpen = (): boolean => tableNow().overlay !== null;

const menus: ReadonlySet<Overlay['kind']> = new Set(['header-menu', 'views-menu', 'device-menu']);

/** A dialog, unlike a menu, takes the commands away. */
export const tableDialogIsOpen = (): boolean => {
  const { overlay } = tableNow();
  return overlay !== null && !menus.has(overlay.kind);
};

export const useColumns = (): ColumnState => useStore(({ columns }) => columns);
export const useViews = (): readonly TableView[] => useStore(({ views }) => views);
export const useOverlay = (): Overlay | null => useStore(({ overlay }) => overlay);
export const useMenuColumn = (): ColumnId | null => useStore(({ menuColumn }) => menuColumn);
