import { madeOnce } from '#app/made-once.ts';

/** Focus and selection of a list, as Windows lists have them. Keys, never indexes: rows come, move and leave. */
export interface Cursor {
  readonly focused: string | null;
  /** Where a Shift selection starts. */
  readonly anchor: string | null;
  readonly selected: ReadonlySet<string>;
  /** Whether a person has moved it: until then it stands on the row that matters most, whichever that is. */
  readonly isMoved: boolean;
  /** The row that had the focus and left, and its place: no other row takes it before a person says so. */
  readonly left: { readonly key: string; readonly index: number; readonly isRead: boolean } | null;
}

type Order = readonly string[];

/** `select`: the row alone; `extend`: from the anchor (Shift); `walk`: focus only (Ctrl); `toggle`: this row more or less. */
export type Move = 'select' | 'extend' | 'walk' | 'toggle';

export const noCursor: Cursor = {
  focused: null,
  anchor: null,
  selected: new Set(),
  isMoved: false,
  left: null,
};

/** On one row alone. */
const on = (key: string, isMoved: boolean): Cursor => ({
  focused: key,
  anchor: key,
  selected: new Set([key]),
  isMoved,
  left: null,
});

const range = (order: Order, from: string, to: string): ReadonlySet<string> => {
  const [a, b] = [order.indexOf(from), order.indexOf(to)];
  return new Set(a === -1 ? [to] : order.slice(Math.min(a, b), Math.max(a, b) + 1));
};

const toggled = (selected: ReadonlySet<string>, key: string): ReadonlySet<string> => {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
};

export const moveTo = (cursor: Cursor, order: Order, key: string, move: Move): Cursor => {
  if (!order.includes(key)) return cursor;
  switch (move) {
    case 'select':
      return on(key, true);
    case 'extend': {
      const anchor = cursor.anchor ?? cursor.focused ?? key;
      return { focused: key, anchor, selected: range(order, anchor, key), isMoved: true, left: null };
    }
    case 'walk':
      return { ...cursor, focused: key, isMoved: true, left: null };
    case 'toggle':
      return {
        focused: key,
        anchor: key,
        selected: toggled(cursor.selected, key),
        isMoved: true,
        left: null,
      };
  }
};

/**
 * The key `steps` rows away from the focused one, or from the place where it was, stopping at the ends; the first row
 * when none has the focus.
 */
export const keyAway = ({ focused, left }: Cursor, order: Order, steps: number): string | null => {
  const index = focused === null ? -1 : order.indexOf(focused);
  if (index === -1 && left === null) return order[0] ?? null;
  // where a row has left, the next one stands in its place
  const from = index === -1 && left !== null ? left.index - (steps > 0 ? 1 : 0) : index;
  return order[Math.min(order.length - 1, Math.max(0, from + steps))] ?? null;
};

export const selectAll = (cursor: Cursor, order: Order): Cursor => ({
  ...cursor,
  selected: new Set(order),
  isMoved: true,
  left: null,
});

/** What became of these rows is read, whether they have left yet or not: none of them is worked with any more. */
export const leave = (cursor: Cursor, order: Order, keys: readonly string[]): Cursor => {
  const { focused, left } = cursor;
  if (focused === null || !keys.includes(focused))
    return { ...cursor, left: left === null ? null : { ...left, isRead: true } };
  const others = new Set(order.filter((key) => !keys.includes(key)));
  return {
    focused: null,
    anchor: null,
    selected: stillThere(cursor, others),
    isMoved: true,
    left: { key: focused, index: order.indexOf(focused), isRead: true },
  };
};

const stillThere = ({ selected }: Cursor, there: ReadonlySet<string>): ReadonlySet<string> => {
  const kept = [...selected].filter((key) => there.has(key));
  return kept.length === selected.size ? selected : new Set(kept);
};

/**
 * The rows changed: focus stays with its key. A row that left hands focus to the nearest row after it that
 * is still there, or before it; selection never moves to a row that nobody chose.
 */
export const follow = (cursor: Cursor, before: Order, after: Order): Cursor => {
  if (!cursor.isMoved) return { ...cursor, focused: after[0] ?? null };
  const there = new Set(after);
  const keep = (key: string | null): string | null => (key !== null && there.has(key) ? key : null);
  const focused = keep(cursor.focused) ?? neighbour(cursor.focused, before, there) ?? after[0] ?? null;
  const selected = stillThere(cursor, there);
  return { focused, anchor: keep(cursor.anchor), selected, isMoved: true, left: null };
};

/**
 * The rows changed: focus and selection stay with their keys, and a row that left hands them to none. What is one key
 * away from being closed is what a person chose, or, as long as nobody chose, the row that matters most. `isOtherList`:
 * the person asked for other rows, so that nothing of the old ones is left to stay with.
 */
export const stayWith = (
  cursor: Cursor,
  before: Order,
  after: Order,
  mostOf: () => string | null,
  isOtherList: boolean,
): Cursor => {
  const isSameOrder = before === after;
  // of many thousands of rows a set takes longer than all else
  const there = madeOnce(() => new Set(after));
  const isThere = cursor.focused !== null && (isSameOrder || there().has(cursor.focused));
  if (!cursor.isMoved || (isOtherList && !isThere)) {
    const most = mostOf();
    if (most === null) return noCursor;
    return !cursor.isMoved && cursor.focused === most && cursor.selected.size === 1
      ? cursor
      : on(most, false);
  }
  if (isSameOrder) return cursor;
  const selected = stillThere(cursor, there());
  const anchor = cursor.anchor !== null && there().has(cursor.anchor) ? cursor.anchor : null;
  if (cursor.focused === null || isThere) return { ...cursor, anchor, selected };
  const left = { key: cursor.focused, index: before.indexOf(cursor.focused), isRead: false };
  return { focused: null, anchor, selected, isMoved: true, left };
};

const neighbour = (key: string | null, before: Order, there: ReadonlySet<string>): string | null => {
  const index = key === null ? -1 : before.indexOf(key);
  if (index === -1) return null;
  const next = before.slice(index + 1).find((other) => there.has(other));
  return next ?? before.slice(0, index).findLast((other) => there.has(other)) ?? null;
};
