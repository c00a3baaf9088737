/** Focus and selection of a list, as Windows lists have them. Keys, never indexes: rows come, move and leave. */
export interface Cursor {
  readonly focused: string | null;
  /** Where a Shift selection starts. */
  readonly anchor: string | null;
  readonly selected: ReadonlySet<string>;
  /** Whether a person has moved it: until then it stands on the first row, whichever that is. */
  readonly isMoved: boolean;
}

type Order = readonly string[];

/** `select`: the row alone; `extend`: from the anchor (Shift); `walk`: focus only (Ctrl); `toggle`: this row more or less. */
export type Move = 'select' | 'extend' | 'walk' | 'toggle';

export const noCursor: Cursor = { focused: null, anchor: null, selected: new Set(), isMoved: false };

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
      return { focused: key, anchor: key, selected: new Set([key]), isMoved: true };
    case 'extend': {
      const anchor = cursor.anchor ?? cursor.focused ?? key;
      return { focused: key, anchor, selected: range(order, anchor, key), isMoved: true };
    }
    case 'walk':
      return { ...cursor, focused: key, isMoved: true };
    case 'toggle':
      return { focused: key, anchor: key, selected: toggled(cursor.selected, key), isMoved: true };
  }
};

/** The key `steps` rows away from the focused one, stopping at the ends; the first row when none has focus. */
export const keyAway = (cursor: Cursor, order: Order, steps: number): string | null => {
  const index = cursor.focused === null ? -1 : order.indexOf(cursor.focused);
  if (index === -1) return order[0] ?? null;
  return order[Math.min(order.length - 1, Math.max(0, index + steps))] ?? null;
};

export const selectAll = (cursor: Cursor, order: Order): Cursor => ({
  ...cursor,
  selected: new Set(order),
  isMoved: true,
});

/**
 * The rows changed: focus stays with its key. A row that left hands focus to the nearest row after it that
 * is still there, or before it; selection never moves to a row that nobody chose.
 */
export const follow = (cursor: Cursor, before: Order, after: Order): Cursor => {
  if (!cursor.isMoved) return { ...cursor, focused: after[0] ?? null };
  const there = new Set(after);
  const keep = (key: string | null): string | null => (key !== null && there.has(key) ? key : null);
  const gone = [...cursor.selected].filter((key) => !there.has(key));
  const selected =
    gone.length === 0 ? cursor.selected : new Set([...cursor.selected].filter((key) => there.has(key)));
  const focused = keep(cursor.focused) ?? neighbour(cursor.focused, before, there) ?? after[0] ?? null;
  return { focused, anchor: keep(cursor.anchor), selected, isMoved: true };
};

const neighbour = (key: string | null, before: Order, there: ReadonlySet<string>): string | null => {
  const index = key === null ? -1 : before.indexOf(key);
  if (index === -1) return null;
  const next = before.slice(index + 1).find((other) => there.has(other));
  return next ?? before.slice(0, index).findLast((other) => there.has(other)) ?? null;
};
