import { expect, it } from 'vitest';
import { dateAndTimeOf, momentOf, timeOf } from './times.ts';

const noon = new Date(2026, 10, 22, 12).getTime();

it('a moment of today is a time of day, any other has its date', () => {
  expect(momentOf(noon, noon + 3_600_000)).toBe(timeOf(noon));
  expect(momentOf(noon, noon + 24 * 3_600_000)).toBe(dateAndTimeOf(noon));
});
