import { expect, test } from 'vitest';
import { ageWords, agoWords } from './window.ts';

test.each([
  [-5_000, '< 1 min', 'just now'],
  [0, '< 1 min', 'just now'],
  [59_999, '< 1 min', 'just now'],
  [60_000, '1 min', '1 min ago'],
  [3_599_999, '59 min', '59 min ago'],
  [3_600_000, '1 h', '1 h ago'],
  [48 * 3_600_000, '2 d', '2 d ago'],
])('%i ms are an age of %s, which is %s', (ms, age, ago) => {
  expect([ageWords(ms), agoWords(ms)]).toEqual([age, ago]);
});
