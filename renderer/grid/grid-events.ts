import type { KeyboardEvent, MouseEvent } from 'react';
import type { ColumnId } from '#app/words/rows.ts';
import { tableEvents } from '../state/table-store.ts';
import { viewEvents, viewNow } from '../state/view-store.ts';
import { focusDetails } from '../ui/focus.ts';
import { pickOf, stepsOf, walkOf } from '../ui/list-keys.ts';
import { headerHeight, rowHeight } from './geometry.ts';
import { holdForAWhile } from './hold-rows.ts';

const rowsInSight = (grid: HTMLElement): number =>
  Math.max(1, Math.floor((grid.clientHeight - headerHeight) / rowHeight) - 1);

const selectFocused = (event: KeyboardEvent): void => {
  const { focused } = viewNow().cursor;
  if (focused !== null) viewEvents.userMovedTo(focused, pickOf(event));
};

const run = (event: KeyboardEvent<HTMLElement>): boolean => {
  const steps = stepsOf(event.key, rowsInSight(event.currentTarget));
  if (steps !== null) viewEvents.userMovedBy(steps, walkOf(event));
  else if (event.key === ' ') selectFocused(event);
  else return false;
  return true;
};

/** Keys of a Windows list. What is typed in a column's header is the header's. */
export const onGridKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.target !== event.currentTarget || event.altKey) return;
  if (!run(event)) return;
  holdForAWhile();
  event.preventDefault();
};

const keyUnder = (event: MouseEvent): string | null =>
  event.target instanceof Element
    ? (event.target.closest<HTMLElement>('[data-key]')?.dataset['key'] ?? null)
    : null;

const columnUnder = (event: MouseEvent): ColumnId | null =>
  event.target instanceof Element
    ? ((event.target.closest<HTMLElement>('[data-column]')?.dataset['column'] as ColumnId | undefined) ??
      null)
    : null;

export const onGridClick = (event: MouseEvent): void => {
  const key = keyUnder(event);
  if (key !== null) viewEvents.userMovedTo(key, pickOf(event));
};

export const onGridDoubleClick = (event: MouseEvent): void => {
  if (keyUnder(event) !== null) focusDetails();
};

/** By mouse the menu is the row's under it; by keyboard the focused row's, and it opens there. */
export const onGridContextMenu = (event: MouseEvent<HTMLElement>): void => {
  const { cursor } = viewNow();
  const key = keyUnder(event) ?? cursor.focused;
  if (key === null) return;
  event.preventDefault();
  if (!cursor.selected.has(key)) viewEvents.userMovedTo(key, 'select');
  else viewEvents.userMovedTo(key, 'walk');
  tableEvents.menuOpenedOn(columnUnder(event));
  const row = document.getElementById(rowId(key))?.getBoundingClientRect();
  const isByMouse = keyUnder(event) !== null;
  if (isByMouse || row === undefined) viewEvents.userOpenedMenu(event.clientX, event.clientY);
  else viewEvents.userOpenedMenu(row.left + rowHeight, row.bottom);
};

export const rowId = (key: string): string => `row:${key}`;
