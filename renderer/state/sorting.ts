import type { ColumnId } from '#app/words/rows.ts';

export interface SortBy {
  readonly id: ColumnId;
  readonly desc: boolean;
}

export type Sorting = readonly SortBy[];

export const worstFirst: Sorting = [{ id: 'state', desc: false }];
