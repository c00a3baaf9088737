import { useState } from 'react';
import { follow, keyAway, moveTo, noCursor, selectAll } from '../state/cursor.ts';
import type { Move } from '../state/cursor.ts';

/** Focus and selection of a list of its own, by the rules of the channels' list. */
export const useListCursor = (order: readonly string[]) => {
  const [state, setState] = useState({ cursor: noCursor, order });
  // entries came or went: the cursor follows its key before anything is drawn
  const current = state.order === order ? state : { cursor: follow(state.cursor, state.order, order), order };
  if (current !== state) setState(current);
  const { cursor } = current;
  const put = (next: typeof cursor): void => setState({ cursor: next, order });
  return {
    cursor,
    moveTo: (key: string, move: Move): void => put(moveTo(cursor, order, key, move)),
    moveBy: (steps: number, move: Move): void => {
      const key = keyAway(cursor, order, steps);
      if (key !== null) put(moveTo(cursor, order, key, move));
    },
    selectAll: (): void => put(selectAll(cursor, order)),
  };
};
export type ListCursor = ReturnType<typeof useListCursor>;
