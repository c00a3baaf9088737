import type { ColumnId } from '#app/words/rows.ts';
import { viewEvents, viewNow } from '../view/view-store.ts';
import { fitColumn, widthsNow } from './measure.ts';
import { sortedBy } from './sorting.ts';
import { tableEvents } from './table-store.ts';

/** One press of Alt+arrow, in CSS pixels. */
const sizeStep = 16;

export const sortBy = (id: ColumnId, isAdded: boolean): void =>
  viewEvents.userSorted(sortedBy(viewNow().sorting, id, isAdded));

export const sizeBy = (id: ColumnId, steps: -1 | 1): void => {
  const widths = widthsNow();
  tableEvents.userResizedColumn(id, (widths.get(id) ?? 0) + steps * sizeStep, widths);
};

const isArrow = (key: string): boolean => key === 'ArrowLeft' || key === 'ArrowRight';

export interface HeaderKey {
  readonly key: string;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
}

/** What is typed on a column's header; false for keys that are not the header's. */
export const headerKey = (id: ColumnId, visible: readonly ColumnId[], event: HeaderKey): boolean => {
  const { key, altKey, shiftKey } = event;
  const step = key === 'ArrowLeft' ? -1 : 1;
  if (altKey && shiftKey && isArrow(key)) tableEvents.userMovedColumnBy(id, visible, step);
  else if (altKey && isArrow(key)) sizeBy(id, step);
  else if (altKey && key === '0') fitColumn(id);
  else if (!altKey && shiftKey && key === 'Enter') sortBy(id, true);
  else return false;
  return true;
};
