import { expect, test, vi } from 'vitest';
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

test('waits longer than setTimeout can, without waking up in between for nothing', () => {
  vi.useFakeTimers();
  const setting = vi.spyOn(globalThis, 'setTimeout');
  let called = false;
  realClock.after(0x90000000, () => {
    called = true;
  });
  vi.advanceTimersByTime(0x8fffffff);
  expect(called).toBe(false);
  vi.advanceTimersByTime(1);
  expect(called).toBe(true);
  expect(setting).toHaveBeenCalledTimes(2);
  setting.mockRestore();
  vi.useRealTimers();
});

test('never means never', () => {
  vi.useFakeTimers();
  realClock.after(Infinity, () => expect.unreachable());
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test('does not call back what was cancelled', async () => {
  realClock.after(1, () => expect.unreachable())();
  await soon();
});
