import { expect, test } from 'vitest';
import { createVirtualClock } from './virtual-clock.ts';

test('fires what comes due in order of time, then of asking', async () => {
  const clock = createVirtualClock(1_000);
  const fired: string[] = [];
  clock.after(20, () => fired.push(`late at ${clock.now()}`));
  clock.after(5, () => fired.push(`first at ${clock.now()}`));
  clock.after(5, () => fired.push(`second at ${clock.now()}`));
  await clock.advance(10);
  expect(fired).toEqual(['first at 1005', 'second at 1005']);
  expect(clock.now()).toBe(1_010);
  await clock.advance(10);
  expect(fired.at(-1)).toBe('late at 1020');
});

test('fires timers that timers and their promises set, within the same advance', async () => {
  const clock = createVirtualClock();
  const fired: number[] = [];
  const started = clock.now();
  clock.after(3, () => {
    void Promise.resolve()
      .then(() => undefined)
      .then(() => clock.after(3, () => fired.push(clock.now() - started)));
  });
  await clock.advance(10);
  expect(fired).toEqual([6]);
});

test('a cancelled timer never fires', async () => {
  const clock = createVirtualClock();
  const cancel = clock.after(1, () => expect.unreachable());
  clock.after(Infinity, () => expect.unreachable());
  cancel();
  cancel();
  expect(clock.timers).toBe(0);
  await clock.advance(1_000_000);
});

test('runs until a promise settles, and no further', async () => {
  const clock = createVirtualClock(0);
  const value = new Promise<string>((resolve) => clock.after(70_000, () => resolve('done')));
  clock.after(80_000, () => expect.unreachable());
  expect(await clock.runUntil(value)).toBe('done');
  expect(clock.now()).toBe(70_000);
});

test('says so when nothing can settle a promise', async () => {
  const clock = createVirtualClock();
  await expect(clock.runUntil(new Promise(() => undefined))).rejects.toThrow('nothing on the virtual clock');
  clock.after(500, () => expect.unreachable());
  await expect(clock.runUntil(new Promise(() => undefined), 499)).rejects.toThrow('within 499 ms');
});

test('passes on what a promise was rejected with', async () => {
  const clock = createVirtualClock();
  const failing = new Promise((_, reject) => clock.after(1, () => reject(new Error('no'))));
  await expect(clock.runUntil(failing)).rejects.toThrow('no');
});
