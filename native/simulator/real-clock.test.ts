import { expect, test } from 'vitest';
import { realClock } from './real-clock.ts';

const soon = (): Promise<void> => new Promise((resolve) => void realClock.after(5, resolve));

test('calls back once, not before its time', async () => {
  const started = performance.now();
  let calls = 0;
  await new Promise<void>((resolve) => {
    realClock.after(20, () => {
      calls += 1;
      resolve();
    });
  });
  // Timers of Node may be up to a millisecond early.
  expect(performance.now() - started).toBeGreaterThanOrEqual(19);
  await soon();
  expect(calls).toBe(1);
});

test('waits longer than setTimeout can', async () => {
  const cancels = [0x80000000, Number.MAX_SAFE_INTEGER, Infinity].map((delayMs) =>
    realClock.after(delayMs, () => expect.unreachable()),
  );
  await soon();
  for (const cancel of cancels) cancel();
});

test('does not call back what was cancelled', async () => {
  realClock.after(1, () => expect.unreachable())();
  await soon();
});
