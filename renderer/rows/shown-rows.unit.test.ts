import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reduce } from '#app/session/reduce.ts';
import type { SessionEvent } from '#app/session/event.ts';
import { columnIds } from '#app/words/rows.ts';
import { worstFirst } from '../columns/sorting.ts';
import { parseFilter } from '../filter/parse.ts';
import { everything } from '../filter/query.ts';
import { nextSample, officeAfter, sampleOf } from '../testing/rows.ts';
import { fullPrinters, jobSeen, lj3055, m1522, oj7310, scanned, socketGone } from '../testing/sessions.ts';
import { heldRows } from './held-rows.ts';
import { RowList } from './row-list.ts';
import type { Sample } from './sampler.ts';
import { RowOrder } from './row-order.ts';
import { RowArranger } from './shown-rows.ts';
import type { Wish } from './shown-rows.ts';

const wish: Wish = { deviceId: null, query: everything, sorting: worstFirst };
const keys = (rows: readonly { key: string }[]): string[] => rows.map(({ key }) => key);
const devices = [m1522, lj3055, oj7310];

const somethingHappens: fc.Arbitrary<SessionEvent[]> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...devices), fc.integer({ min: 1, max: 9 }))
    .map(([{ id }, socket]) => scanned(2000, id, [socket])),
  fc
    .tuple(fc.constantFrom(...devices), fc.integer({ min: 1, max: 9 }))
    .map(([{ id }, socket]) => [socketGone(3000, id, socket)]),
  fc.constantFrom(...devices).map(({ id }) => [jobSeen(4000, id)]),
  fc.constant<SessionEvent[]>([{ type: 'swept', at: 60_000 }]),
  fc
    .constantFrom(...devices)
    .map(({ id }): SessionEvent[] => [{ type: 'device-left', at: 5000, deviceId: id }]),
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
            sample = nextSample(sample, events.reduce(reduce, sample.state));
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
    const running = reduce(state, { type: 'scan-started', at: 3, deviceId: m1522.id, total: 9 });
    const next = nextSample(sample, running);
    expect(arranger.arrange(next, wish, false, 2)).toBe(before);
    const after = arranger.arrange(nextSample(next, reduce(running, jobSeen(3, oj7310.id))), wish, false, 3);
    const stayed = after.rows.filter((row) => before.rows.includes(row));
    expect(stayed).toEqual(before.rows.filter(({ channel }) => channel.deviceId !== oj7310.id));
    expect(after.rows).toHaveLength(6);
  });
});

describe('a sample that was missed', () => {
  it('makes it look at every row again', () => {
    const list = new RowList();
    const first = sampleOf(officeAfter());
    list.take(first);
    const missed = nextSample(first, [...scanned(2000, oj7310.id, [4])].reduce(reduce, first.state));
    const state = reduce(missed.state, { type: 'scan-started', at: 3, deviceId: m1522.id, total: 9 });
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
    const after = nextSample(sample, [...scanned(2000, oj7310.id, [4, 7])].reduce(reduce, before));
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
  const full = fullPrinters(1000, 64);
  const sorting = [
    { id: 'service', desc: true },
    { id: 'device', desc: false },
  ] as const;
  const busy: Wish = { deviceId: null, query: parseFilter('-service:zzz host:>0'), sorting };

  const withChanged = (before: Sample, count: number): Sample => {
    const changed = Object.values(before.state.channels).slice(0, count);
    const channels = { ...before.state.channels };
    for (const channel of changed) channels[channel.key] = { ...channel, lastSeenAt: before.number };
    return nextSample(before, { ...before.state, channels });
  };

  const timed = (run: () => void): number => {
    const from = performance.now();
    run();
    return performance.now() - from;
  };
  const least = (times: readonly number[]): number => Math.min(...times);

  it('cost far less than a new sort when a few of them change', () => {
    const anew = Array.from({ length: 5 }, () =>
      timed(() => new RowArranger().arrange(sampleOf(full), busy, false, 1)),
    );
    const arranger = new RowArranger();
    let sample = sampleOf(full);
    arranger.arrange(sample, busy, false, 1);
    const few = Array.from({ length: 15 }, () => {
      sample = withChanged(sample, 8);
      return timed(() => arranger.arrange(sample, busy, false, 1));
    });
    expect(least(few)).toBeLessThan(least(anew) / 4);
  });
});
