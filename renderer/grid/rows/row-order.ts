import type { ColumnId } from '#app/words/rows.ts';
import { columnFacts, columnKind } from '../../state/column-facts.ts';
import { rowStateRank } from '../../state/row-state.ts';
import type { Sorting } from '../../state/sorting.ts';
import type { Row } from './row-list.ts';

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

const entryOf = (row: Row, sorting: Sorting): Entry => {
  const { deviceId, hostSocket, generation } = row.channel;
  const place = [row.device.name, deviceId, hostSocket, generation];
  return { row, values: [...sorting.map(({ id }) => sortValue(id, row)), ...place] };
};

const comparing =
  (sorting: Sorting) =>
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

const entriesOf = (rows: Iterable<Row | undefined>, sorting: Sorting): Entry[] => {
  const entries: Entry[] = [];
  for (const row of rows) if (row !== undefined) entries.push(entryOf(row, sorting));
  return entries;
};

type Rows = ReadonlyMap<string, Row>;

/** The keys of rows that are other objects than those in order, that came or that left. */
const touchedSince = (entries: readonly Entry[], rows: Rows): ReadonlySet<string> => {
  const before = new Map(entries.map(({ row }) => [row.key, row]));
  const touched = new Set<string>();
  for (const key of before.keys()) if (!rows.has(key)) touched.add(key);
  for (const row of rows.values()) if (before.get(row.key) !== row) touched.add(row.key);
  return touched;
};

/** Rows in order. Rows that stay are not compared with one another again: only those that changed find a new place. */
export class RowOrder {
  #sorting: Sorting | null = null;
  #entries: readonly Entry[] = [];
  #sorted: readonly Row[] = [];

  /** `touched`: the keys of rows that may have changed, come or left since the last time; null: any. */
  sort(rows: Rows, sorting: Sorting, touched: ReadonlySet<string> | null = null): readonly Row[] {
    const compare = comparing(sorting);
    if (sorting !== this.#sorting) {
      this.#sorting = sorting;
      return this.#keep(entriesOf(rows.values(), sorting).sort(compare));
    }
    const keys = touched ?? touchedSince(this.#entries, rows);
    if (keys.size === 0) return this.#sorted;
    const stayed = this.#entries.filter(({ row }) => !keys.has(row.key));
    const changed = entriesOf(
      [...keys].map((key) => rows.get(key)),
      sorting,
    );
    return this.#keep(merged(stayed, changed.sort(compare), compare));
  }

  #keep(entries: readonly Entry[]): readonly Row[] {
    this.#entries = entries;
    this.#sorted = entries.map(({ row }) => row);
    return this.#sorted;
  }
}
