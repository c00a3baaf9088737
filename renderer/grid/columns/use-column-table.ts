import { functionalUpdate, useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import { visibilityFor } from '../../state/column-settings.ts';
import type { Sorting } from '../../state/sorting.ts';
import { tableEvents, useColumns } from '../../state/table-store.ts';
import { useSorting, viewEvents, viewNow } from '../../state/view-store.ts';
import type { Row } from '../rows/row-list.ts';
import { channelColumns, features } from './channel-columns.ts';

/**
 * The library would make all its rows anew whenever one changes (`createCoreRowModel`, 5 ms of 8,192), so it
 * carries columns and headers only: which rows there are, and in which order, RowArranger says.
 */
const noRows: Row[] = [];

/** The table's columns; with a device, as they are while it alone is shown. */
export const useColumnTable = (deviceId: string | null) => {
  const columns = useColumns();
  const sorting = useSorting();
  // Apart, so that rows, which take the visible columns, are not drawn again for a width.
  const columnVisibility = useMemo(
    () => visibilityFor(columns.columnVisibility, deviceId),
    [columns.columnVisibility, deviceId],
  );
  const state = useMemo(
    () => ({ ...columns, columnVisibility, sorting: [...sorting] }),
    [columns, columnVisibility, sorting],
  );
  return useTable({
    features,
    columns: channelColumns,
    data: noRows,
    state,
    manualSorting: true,
    enableSortingRemoval: false,
    columnResizeMode: 'onChange',
    onColumnOrderChange: tableEvents.userOrderedColumns,
    onColumnVisibilityChange: tableEvents.userShowedColumns,
    onColumnSizingChange: tableEvents.userSizedColumns,
    onSortingChange: (change) =>
      viewEvents.userSorted(functionalUpdate(change, [...viewNow().sorting]) as Sorting),
  });
};
