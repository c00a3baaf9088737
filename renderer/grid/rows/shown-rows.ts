import type { Sorting } from '../../state/sorting.ts';
import { dependsOnTime, matches } from '../filter/match.ts';
import type { Query } from '../filter/query.ts';
import { heldRows } from './held-rows.ts';
import { RowList } from './row-list.ts';
import type { Row } from './row-list.ts';
import { RowOrder } from './row-order.ts';
import type { Sample } from './sampler.ts';

/** Which rows a person has asked for, and in which order. */
export interface Wish {
  readonly deviceId: string | null;
  readonly query: Query;
  readonly sorting: Sorting;
}

export interface ShownRows {
  readonly rows: readonly Row[];
  readonly order: readonly string[];
  /** Rows of the chosen devices before the filter. */
  readonly total: number;
  /** The order is not the one that was asked for, because the rows hold still. */
  readonly isStale: boolean;
  /** New rows at the end of a stale order. */
  readonly added: number;
}

const nothing: ShownRows = { rows: [], order: [], total: 0, isStale: false, added: 0 };

const nothingTouched: ReadonlySet<string> = new Set();

const sameList = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

/**
 * From samples to the rows on the screen. The result is a function of the sample, the wish, the time and, while
 * rows hold still, of what was shown; what is kept in between only saves work, so that a change of a few rows
 * among thousands costs a pass over them and no new sort.
 */
export class RowArranger {
  #sample: Sample | null = null;
  readonly #list = new RowList();
  readonly #order = new RowOrder();
  #wish: Wish | null = null;
  #matched = new WeakMap<Row, boolean>();
  #shown = nothing;

  arrange(sample: Sample | null, wish: Wish, isHeld: boolean, now: number): ShownRows {
    if (sample === null) return (this.#shown = nothing);
    const touched = sample === this.#sample ? nothingTouched : this.#list.take(sample);
    this.#sample = sample;
    if (wish.query !== this.#wish?.query || dependsOnTime(wish.query)) this.#matched = new WeakMap();
    const isSameWish =
      wish.deviceId === this.#wish?.deviceId &&
      wish.query === this.#wish.query &&
      wish.sorting === this.#wish.sorting;
    this.#wish = wish;
    const all = this.#order.sort(this.#list.rows, wish.sorting, touched);
    const { deviceId, query } = wish;
    const inScope = deviceId === null ? all : all.filter(({ channel }) => channel.deviceId === deviceId);
    const wanted =
      query.terms.length === 0 ? inScope : inScope.filter((row) => this.#isMatch(row, query, now));
    const held =
      isHeld && isSameWish ? heldRows(this.#shown.rows, wanted) : { rows: wanted, isStale: false, added: 0 };
    return this.#show({ ...held, total: inScope.length });
  }

  #isMatch(row: Row, query: Query, now: number): boolean {
    const kept = this.#matched.get(row);
    if (kept !== undefined) return kept;
    const isMatch = matches(query, row, now);
    this.#matched.set(row, isMatch);
    return isMatch;
  }

  /** Lists that did not change stay the same objects, so that nobody who listens has to work. */
  #show({ rows, total, isStale, added }: Omit<ShownRows, 'order'>): ShownRows {
    const before = this.#shown;
    const keptRows = sameList(before.rows, rows) ? before.rows : rows;
    const isSameOrder =
      rows.length === before.order.length && rows.every(({ key }, index) => key === before.order[index]);
    const order = isSameOrder ? before.order : rows.map(({ key }) => key);
    const isSame =
      keptRows === before.rows &&
      total === before.total &&
      isStale === before.isStale &&
      added === before.added;
    return isSame ? before : (this.#shown = { rows: keptRows, order, total, isStale, added });
  }
}
