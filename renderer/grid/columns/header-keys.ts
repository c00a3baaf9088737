import type { ChannelColumn } from './channel-columns.ts';
import { movedBy } from './column-order.ts';
import { fitColumn, sizeColumn, widthsNow } from './column-widths.ts';

/** One press of Alt+arrow, in CSS pixels. */
const sizeStep = 16;

export const sizeBy = (column: ChannelColumn, steps: -1 | 1): void =>
  sizeColumn(column, (widthsNow()[column.id] ?? 0) + steps * sizeStep);

export const moveBy = (column: ChannelColumn, steps: -1 | 1): void => {
  const visible = column.table.getVisibleLeafColumns().map(({ id }) => id);
  column.table.setColumnOrder((order) => movedBy(order, visible, column.id, steps));
};

const isArrow = (key: string): boolean => key === 'ArrowLeft' || key === 'ArrowRight';

export interface HeaderKey {
  readonly key: string;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
}

/** What is typed on a column's header; false for keys that are not the header's. */
export const headerKey = (column: ChannelColumn, event: HeaderKey): boolean => {
  const { key, altKey, shiftKey } = event;
  const step = key === 'ArrowLeft' ? -1 : 1;
  if (altKey && shiftKey && isArrow(key)) moveBy(column, step);
  else if (altKey && isArrow(key)) sizeBy(column, step);
  else if (altKey && key === '0') fitColumn(column);
  else if (!altKey && shiftKey && key === 'Enter') column.toggleSorting(undefined, true);
  else return false;
  return true;
};
