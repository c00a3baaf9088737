import { expect, test } from 'vitest';
import { exitCodeOf } from './supervise.ts';

test.each([
  [0, null, undefined, 0],
  [7, null, undefined, 7],
  [null, 'SIGKILL', undefined, 137],
  [null, 'SIGSEGV', 'SIGTERM', 139],
  [0, null, 'SIGINT', 130],
  [null, null, undefined, 1],
] as const)('exit code %s, signal %s, asked with %s: %i', (code, signal, asked, expected) => {
  expect(exitCodeOf(code, signal, asked)).toBe(expected);
});
