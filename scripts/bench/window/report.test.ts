import { expect, test } from 'vitest';
import { reportOf } from './report.ts';
import type { Measured } from './report.ts';

const nothing: Measured = {
  frames: [],
  latency: [],
  rowCosts: [],
  starts: [],
  idles: [],
  bundle: { atStart: 2048, atStartGzipped: 1024, whole: 4096 },
  rows: 8192,
};

const start = (usableMs: number, pssMiB: number | null) => ({ usableMs, pssMiB });

test('a ratio is taken within its round, so that a busy moment slows both of its sides', () => {
  const report = reportOf({
    ...nothing,
    starts: [
      {
        ...{ emptyFirst: start(100, 200), empty: start(100, 200) },
        ...{ first: start(150, 220), again: start(120, 220), crowded: start(900, 300) },
      },
      {
        ...{ emptyFirst: start(1000, 200), empty: start(1000, 200) },
        ...{ first: start(1500, 220), again: start(1200, 220), crowded: start(900, 300) },
      },
    ],
  });
  expect(report).toContain('ratio 1.50 (1.50–1.50)');
  expect(report).toContain('ratio 1.20 (1.20–1.20)');
  expect(report).toContain('ratio 1.10 (1.10–1.10) (aim: ≤ 1.3)');
});

test('memory that the system does not tell is said to be skipped', () => {
  const untold = {
    ...{ emptyFirst: start(1, null), empty: start(1, null) },
    ...{ first: start(1, null), again: start(1, null), crowded: start(1, null) },
  };
  expect(reportOf({ ...nothing, starts: [untold] })).toContain('Memory (PSS): skipped');
});

test('only what was measured is told', () => {
  expect(reportOf(nothing)).not.toMatch(/Frames|closing|changed row/);
  expect(reportOf(nothing)).toContain('2 KiB at start (1 KiB gzipped), 4 KiB');
});

test('a changed row is compared with the fewest rows', () => {
  const cost = (rows: number, main: number) => ({ rows, main, page: 1, shown: 20 });
  expect(reportOf({ ...nothing, rowCosts: [[cost(16, 1), cost(8192, 3)]] })).toContain('ratio of both 2.00');
});
