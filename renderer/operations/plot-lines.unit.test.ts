import { describe, expect, it } from 'vitest';
import { plotHeight, plotPoints, plotWidth, scaleFor } from './plot-lines.ts';

describe('the scale of a plot', () => {
  it.each([
    [0, 1],
    [1, 1],
    [1.2, 2],
    [3, 5],
    [7, 10],
    [640, 1000],
    [16_384, 20_000],
  ])('of values up to %s is %s', (most, scale) => {
    expect(scaleFor(most)).toBe(scale);
  });
});

describe('the points of a plot', () => {
  it('run from the beginning to the right, and upwards', () => {
    const samples = [
      { at: 1_000, value: 0 },
      { at: 2_000, value: 50 },
      { at: 3_000, value: 100 },
    ];
    const middle = `${(plotWidth / 2).toFixed(1)},${(plotHeight / 2).toFixed(1)}`;
    expect(plotPoints(samples, 1_000, 2_000, 100)).toBe(`0.0,${plotHeight}.0 ${middle} ${plotWidth}.0,0.0`);
  });

  it('stay inside when a value is above the scale', () => {
    expect(plotPoints([{ at: 0, value: 9 }], 0, 1_000, 3)).toBe('0.0,0.0');
  });
});
