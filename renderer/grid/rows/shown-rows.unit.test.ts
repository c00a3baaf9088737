import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterEvents } from '#app/testing/stamped.ts';
import type { TestEvent } from '#app/testing/stamped.ts';
import { columnIds } from '#app/words/rows.ts';
import { worstFirst } from '../../state/sorting.ts';
import { begun } from '../../testing/operations.ts';
import { nextSample, officeAfter, rowsIn, sampleOf } from '../../testing/rows.ts';
import { fullPrinters, jobSeen, lj3055, m1522, oj7310, scanned, socketGone } from '../../testing/sessions.ts';
import { started } from '../../testing/teardowns.ts';
import { parseFilter } from '../filter/parse.ts';
import { everything } from '../filter/query.ts';
import { heldRows } from './held-rows.ts';
import { RowList } from './row-list.ts';
import type { Row } from './row-list.ts';
import { RowOrder } from './row-order.ts';
import { RowArranger } from './shown-rows.ts';
import type { Wish } from './shown-rows.ts';

const wish: Wish = { deviceId: null, query: everything, sorting: worstFirst };
const keys = (rows: readonly { key: string }[]): string[] => rows.map(({ key }) => key);
const devices = [m1522, lj3055, oj7310];

const somethingHappens: fc.Arbitrary<TestEvent[]> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...devices), fc.integer({ min: 1, max: 9 }))
    .map(([{ id }, socket]) => scanned(2000, id, [socket])),
  fc
    .tuple(fc.constantFrom(...devices), fc.integer({ min: 1, max: 9 }))
    .map(([{ id }, socket]) => [socketGone(3000, id, socket)]),
  fc.constantFrom(...devices).map(({ id }) => [jobSeen(4000, id)]),
  fc.constant<TestEvent[]>([{ type: 'swept', ms: 60_000 }]),
  fc.constantFrom(...devices).map(({ id }): TestEvent[] => [{ type: 'device-left', at: 5000, deviceId: id }]),
);

const sortBy = fc.record({ id: fc.constantFrom(...columnIds), desc: fc.boolean() });

describe('the order of the rows', () => {
  it('is the same as one made from nothing, whatever happened before', () => {
    fc.assert(
      fc.property(
        fc.array(somethingHappens, { maxLength: 12 }),
        fc.array(sortBy, { maxLength: 3 }),
        (history, sorting) => {
          const [order, list] = [new RowOrder(), new RowList()];
          let sample = sampleOf(officeAfter());
          order.sort(list.rows, sorting, list.take(sample));
          for (const events of history) {
            sample = nextSample(sample, afterEvents(events, sample.state));
            const sorted = order.sort(list.rows, sorting, list.take(sample));
            const fresh = new RowArranger().arrange(sampleOf(sample.state), { ...wish, sorting }, false, 0);
            expect(keys(sorted)).toEqual(keys(fresh.rows));
            expect(sorted.map(({ lastKnown }) => lastKnown)).toEqual(fresh.rows.map((row) => row.lastKnown));
          }
        },
      ),
    );
  });
});

describe('rows of which nothing changed', () => {
  it('are the same objects, in the same list', () => {
    const arranger = new RowArranger();
    const state = officeAfter();
    const sample = sampleOf(state);
    const before = arranger.arrange(sample, wish, false, 1);
    const running = afterEvents([begun(3, { kind: 'scan', deviceId: m1522.id })], state);
    const next = nextSample(sample, running);
    expect(arranger.arrange(next, wish, false, 2)).toBe(before);
    const closing = afterEvents([started(3, [m1522.id, 4])], running);
    const after = arranger.arrange(nextSample(next, closing), wish, false, 3);
    const stayed = after.rows.filter((row) => before.rows.includes(row));
    expect(keys(stayed)).toEqual(keys(before.rows).filter((key) => key !== `${m1522.id}#4#1`));
    expect(after.rows).toHaveLength(5);
  });
});

describe('a sample that was missed', () => {
  it('makes it look at every row again', () => {
    const list = new RowList();
    const first = sampleOf(officeAfter());
    list.take(first);
    const missed = nextSample(first, afterEvents(scanned(2000, oj7310.id, [4]), first.state));
    const state = afterEvents([begun(3, { kind: 'scan', deviceId: m1522.id })], missed.state);
    expect(list.take(nextSample(missed, state))).toBeNull();
    expect(list.rows.has(`${oj7310.id}#4#1`)).toBe(true);
  });
});

describe('rows that hold still', () => {
  const list = (...names: string[]) => names.map((key) => ({ key }) as never);

  it('keep their places; new ones come last, and the order says that it is stale', () => {
    const held = heldRows(list('b', 'a', 'gone'), list('new', 'a', 'b'));
    expect(keys(held.rows)).toEqual(['b', 'a', 'gone', 'new']);
    expect(held).toMatchObject({ isStale: true, added: 1 });
  });

  it('are not stale when they stand as they were asked for', () => {
    expect(heldRows(list('a', 'b'), list('a', 'b', 'c'))).toMatchObject({ isStale: false, added: 1 });
  });

  it('are let go by another wish of the person', () => {
    const arranger = new RowArranger();
    const before = officeAfter();
    const sample = sampleOf(before);
    arranger.arrange(sample, wish, true, 1);
    const after = nextSample(sample, afterEvents(scanned(2000, oj7310.id, [4, 7]), before));
    const held = arranger.arrange(after, wish, true, 2);
    expect(keys(held.rows).slice(-2)).toEqual([`${oj7310.id}#4#1`, `${oj7310.id}#7#1`]);
    const asked = arranger.arrange(after, { ...wish, query: parseFilter('host:7') }, true, 3);
    expect(keys(asked.rows)).toEqual([`${oj7310.id}#7#1`]);
    expect(asked).toMatchObject({ isStale: false, total: 7 });
  });
});

describe('a filter by age', () => {
  it('is asked again as time passes', () => {
    const arranger = new RowArranger();
    const sample = sampleOf(officeAfter());
    const old: Wish = { ...wish, query: parseFilter('age:>1m') };
    expect(arranger.arrange(sample, old, false, 2_000).rows).toHaveLength(0);
    expect(arranger.arrange(sample, old, false, 62_000).rows).toHaveLength(5);
  });
});

describe('8,192 rows', () => {
  it('are not read again when a few of them change', () => {
    const read = new Set<string>();
    const watched = (row: Row): Row =>
      new Proxy(row, {
        get: (target, name: keyof Row) => {
          if (name === 'channel') read.add(target.key);
          return target[name];
        },
      });
    const rows = new Map(rowsIn(fullPrinters(1000, 64)).map((row) => [row.key, watched(row)]));
    const order = new RowOrder();
    const sorting = [
      { id: 'service', desc: true },
      { id: 'device', desc: false },
    ] as const;
    order.sort(rows, sorting);
    expect(read.size).toBe(8192);
    read.clear();
    const changed = new Set([...rows.keys()].slice(0, 8));
    for (const key of changed) rows.set(key, watched({ ...(rows.get(key) as Row) }));
    order.sort(rows, sorting, changed);
    expect(read).toEqual(changed);
  });
});
