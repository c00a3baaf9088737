import type { ColumnId } from '#app/words/rows.ts';

export interface SortBy {
  readonly id: ColumnId;
  readonly desc: boolean;
}

export type Sorting = readonly SortBy[];

export const worstFirst: Sorting = [{ id: 'state', desc: false }];

/**
 * A click on a header: sorts by it alone, or turns it round. With Shift it comes after the columns that are
 * sorted already, or turns round where it stands.
 */
export const sortedBy = (sorting: Sorting, id: ColumnId, isAdded: boolean): Sorting => {
  const turned = sorting.map((by) => (by.id === id ? { id, desc: !by.desc } : by));
  const isSorted = sorting.some((by) => by.id === id);
  if (isAdded) return isSorted ? turned : [...sorting, { id, desc: false }];
  return isSorted ? turned.filter((by) => by.id === id) : [{ id, desc: false }];
};

export const sortedOnlyBy = (id: ColumnId, desc: boolean): Sorting => [{ id, desc }];
