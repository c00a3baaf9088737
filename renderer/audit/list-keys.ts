import type { KeyboardEvent } from 'react';
import type { Move } from '../state/cursor.ts';
import type { ListCursor } from './use-list-cursor.ts';

const pageOfRows = 12;

const steps: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -pageOfRows,
  PageDown: pageOfRows,
  Home: -Infinity,
  End: Infinity,
};

const moveOf = ({ ctrlKey, shiftKey }: KeyboardEvent): Move =>
  shiftKey ? 'extend' : ctrlKey ? 'walk' : 'select';

const run = (event: KeyboardEvent, list: ListCursor, copy: () => void): boolean => {
  const by = steps[event.key];
  const { focused } = list.cursor;
  if (by !== undefined) list.moveBy(by, moveOf(event));
  else if (event.key === ' ' && focused !== null) list.moveTo(focused, event.ctrlKey ? 'toggle' : 'select');
  else if (event.ctrlKey && event.key.toLowerCase() === 'a') list.selectAll();
  else if (event.ctrlKey && event.key.toLowerCase() === 'c') copy();
  else return false;
  return true;
};

/** Keys of a Windows list. */
export const onListKey = (event: KeyboardEvent, list: ListCursor, copy: () => void): void => {
  if (!event.altKey && run(event, list, copy)) event.preventDefault();
};
