import { expect, it } from 'vitest';
import { dateAndTimeOf, exactTimeOf, timeOf } from './times.ts';

const afternoon = new Date(2026, 10, 22, 13, 5, 9).getTime();

it('times have 24 hours, and say which they are where they stand alone', () => {
  expect(timeOf(afternoon)).toBe('13:05');
  expect(exactTimeOf(afternoon)).toBe('13:05:09');
  expect(dateAndTimeOf(afternoon)).toMatch(/^2026-11-22 13:05:09 [+-]\d\d:\d\d$/);
});
