import type { SavedView, Settings } from '#app/settings/settings.ts';
import { columnIds } from '#app/words/rows.ts';
import type { ColumnId } from '#app/words/rows.ts';
import { columnSettings, columnState, wholeColumns } from './column-settings.ts';
import type { ColumnState } from './column-settings.ts';
import { worstFirst } from './sorting.ts';
import type { Sorting } from './sorting.ts';
import type { TableView } from './table-store.ts';

const isColumn = (id: string): id is ColumnId => (columnIds as readonly string[]).includes(id);

const sortingFrom = (kept: Settings['sorting']): Sorting => {
  const known = kept.flatMap(({ id, desc }) => (isColumn(id) ? [{ id, desc }] : []));
  return known.length === 0 ? worstFirst : known;
};

const viewFrom = ({ name, filter, deviceId, sorting, columns }: SavedView): TableView => ({
  name,
  filter,
  deviceId,
  sorting: sortingFrom(sorting),
  columns: columns.length === 0 ? null : wholeColumns(columns),
});

/** What of the table is kept from one start to the next. */
export interface TableMemory {
  readonly columns: ColumnState;
  readonly sorting: Sorting;
  readonly filter: string;
  readonly views: readonly TableView[];
}

/** Columns that an older or newer version kept are made whole; what nobody knows any more is left out. */
export const tableFrom = ({ columns, sorting, filter, savedViews }: Settings): TableMemory => ({
  columns: columnState(wholeColumns(columns)),
  sorting: sortingFrom(sorting),
  filter,
  views: savedViews.map(viewFrom),
});

export const settingsFrom = ({
  columns,
  sorting,
  filter,
  views,
}: TableMemory): Pick<Settings, 'columns' | 'sorting' | 'filter' | 'savedViews'> => ({
  columns: [...columnSettings(columns)],
  sorting: [...sorting],
  filter,
  savedViews: views.map((view) => ({
    name: view.name,
    filter: view.filter,
    deviceId: view.deviceId,
    sorting: [...view.sorting],
    columns: [...(view.columns ?? [])],
  })),
});
