import { expect, test } from 'vitest';
import { median, percentile, spread } from './statistics.ts';

test('the median of an even number of values is between the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([9, 1, 5])).toBe(5);
});

test('a percentile is a value that was measured', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([percentile(values, 50), percentile(values, 95), percentile(values, 100)]).toEqual([50, 95, 100]);
  expect(percentile([7], 95)).toBe(7);
});

test('a spread names the least and the most', () => {
  expect(spread([3, 1, 2], 1)).toBe('2.0 (1.0–3.0)');
});
