import { describe, expect, it } from 'vitest';
import { noTotals } from '../trial/trial.ts';
import { addPoint, mostPoints, ratesOf, secondsOf } from './series.ts';
import type { Point } from './series.ts';

const point = (ms: number, bytesOut: number, creditNotices = 0): Point => ({
  ms,
  totals: { ...noTotals, bytesOut, creditNotices },
});

const seriesOf = (...points: readonly Point[]): readonly Point[] =>
  points.reduce<readonly Point[]>(addPoint, []);

describe('a series', () => {
  it('is bounded: the oldest points leave', () => {
    const series = seriesOf(...Array.from({ length: mostPoints + 5 }, (_none, index) => point(index, index)));
    expect(series).toHaveLength(mostPoints);
    expect(series[0]?.ms).toBe(5);
  });

  it('takes no point twice and none of the past', () => {
    expect(seriesOf(point(5, 1), point(5, 2), point(4, 3)).map(({ ms }) => ms)).toEqual([5]);
  });

  it('gives what passed a second between its points', () => {
    const rates = ratesOf(seriesOf(point(1_000, 0), point(1_200, 100, 1), point(2_200, 100, 1)));
    expect(rates).toEqual([
      { ms: 1_200, bytesOut: 500, bytesIn: 0, creditNotices: 5 },
      { ms: 2_200, bytesOut: 0, bytesIn: 0, creditNotices: 0 },
    ]);
    expect(ratesOf([])).toEqual([]);
  });

  it('gives the totals at the end of each second', () => {
    const series = seriesOf(
      point(500, 0),
      point(900, 10),
      point(1_499, 20),
      point(1_500, 30),
      point(3_600, 40),
    );
    expect(secondsOf(series).map(({ second, totals }) => [second, totals.bytesOut])).toEqual([
      [0, 20],
      [1, 30],
      [3, 40],
    ]);
    expect(secondsOf([])).toEqual([]);
  });
});
