import type { Row } from './row-list.ts';

/** Rows on the screen while they hold still. */
export interface HeldRows {
  readonly rows: readonly Row[];
  /** Whether the rows would stand elsewhere, or not at all, if they did not hold still. */
  readonly isStale: boolean;
  /** Rows that were not there before; they stand at the end. */
  readonly added: number;
}

const sameKeys = (a: readonly Row[], b: readonly Row[]): boolean =>
  a.length === b.length && a.every((row, index) => row.key === b[index]?.key);

/** Nothing moves: every row stays where it is, also one that would have left, and new ones come after the last. */
export const heldRows = (shown: readonly Row[], wanted: readonly Row[]): HeldRows => {
  const coming = new Map(wanted.map((row) => [row.key, row]));
  const stayed = shown.map((row) => coming.get(row.key) ?? row);
  for (const { key } of shown) coming.delete(key);
  const rows = [...stayed, ...coming.values()];
  return { rows, isStale: !sameKeys(rows, wanted), added: coming.size };
};
