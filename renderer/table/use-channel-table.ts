import { useMemo } from 'react';
import { useTable } from '@tanstack/react-table';
import { channelColumns, features } from '../rows/columns.ts';
import type { Row } from '../rows/rows.ts';
import { useSorting, viewEvents } from '../view/view-store.ts';

/** TanStack Table keeps columns and order; rows show themselves from the live session. */
export const useChannelTable = (rows: Row[], hasDeviceColumn: boolean) => {
  const sorting = useSorting();
  const state = useMemo(
    () => ({ sorting: [...sorting], columnVisibility: { device: hasDeviceColumn } }),
    [sorting, hasDeviceColumn],
  );
  return useTable({
    features,
    columns: channelColumns,
    data: rows,
    state,
    getRowId: (row) => row.key,
    enableSortingRemoval: false,
    onSortingChange: (change) =>
      viewEvents.userSorted(typeof change === 'function' ? change(state.sorting) : change),
  });
};

export type ChannelTable = ReturnType<typeof useChannelTable>;
