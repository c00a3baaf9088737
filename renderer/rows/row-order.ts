import type { ColumnId } from '#app/words/rows.ts';
import type { SortBy } from '../columns/sorting.ts';
import { columnFacts, columnKind } from './column-facts.ts';
import { rowStateRank } from './row-state.ts';
import type { Row } from './rows.ts';

type SortValue = string | number | null;

const sortValue = (id: ColumnId, row: Row): SortValue => {
  if (id === 'state') return rowStateRank(row.channel);
  const { value } = columnFacts[id](row);
  return columnKind(id) === 'ago' && typeof value === 'number' ? -value : value;
};

const collator = new Intl.Collator(undefined, { numeric: true });

/** Unknown values sort last when ascending. */
const compareValues = (a: SortValue, b: SortValue): number => {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return typeof a === 'string' && typeof b === 'string' ? collator.compare(a, b) : Number(a) - Number(b);
};

/** A row with what it is compared by: the sorted columns, then its place among the sockets of its device. */
interface Entry {
  readonly row: Row;
  readonly values: readonly SortValue[];
}

const entryOf = (row: Row, sorting: readonly SortBy[]): Entry => {
  const { deviceId, hostSocket, generation } = row.channel;
  const place = [row.device.name, deviceId, hostSocket, generation];
  return { row, values: [...sorting.map(({ id }) => sortValue(id, row)), ...place] };
};

const comparing =
  (sorting: readonly SortBy[]) =>
  (a: Entry, b: Entry): number => {
    for (let index = 0; index < a.values.length; index += 1) {
      const order = compareValues(a.values[index] ?? null, b.values[index] ?? null);
      if (order !== 0) return sorting[index]?.desc === true ? -order : order;
    }
    return 0;
  };

type Compare = ReturnType<typeof comparing>;

/** Where an entry belongs among sorted ones. */
const placeIn = (sorted: readonly Entry[], entry: Entry, compare: Compare): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = sorted[middle];
    if (other !== undefined && compare(other, entry) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

const merged = (stayed: readonly Entry[], changed: readonly Entry[], compare: Compare): Entry[] => {
  const result: Entry[] = [];
  let from = 0;
  for (const entry of changed) {
    const to = placeIn(stayed, entry, compare);
    for (; from < to; from += 1) result.push(stayed[from] as Entry);
    result.push(entry);
  }
  for (; from < stayed.length; from += 1) result.push(stayed[from] as Entry);
  return result;
};

/** Rows in order. Rows that stay are not compared with one another again: only those that changed find a new place. */
export class RowOrder {
  #sorting: readonly SortBy[] = [];
  #rows: ReadonlyMap<string, Row> = new Map();
  #entries: readonly Entry[] = [];
  #sorted: readonly Row[] = [];

  sort(rows: ReadonlyMap<string, Row>, sorting: readonly SortBy[]): readonly Row[] {
    if (rows === this.#rows && sorting === this.#sorting) return this.#sorted;
    const compare = comparing(sorting);
    const isSameOrder = sorting === this.#sorting;
    const stayed = isSameOrder ? this.#entries.filter(({ row }) => rows.get(row.key) === row) : [];
    const changed: Entry[] = [];
    for (const row of rows.values()) {
      if (!isSameOrder || this.#rows.get(row.key) !== row) changed.push(entryOf(row, sorting));
    }
    const isUnchanged = isSameOrder && changed.length === 0 && stayed.length === this.#entries.length;
    this.#rows = rows;
    this.#sorting = sorting;
    if (isUnchanged) return this.#sorted;
    this.#entries = merged(stayed, changed.sort(compare), compare);
    this.#sorted = this.#entries.map(({ row }) => row);
    return this.#sorted;
  }
}
