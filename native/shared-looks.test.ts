import { expect, test } from 'vitest';
import { SharedLooks } from './shared-looks.ts';
import { createVirtualClock } from './simulator/virtual-clock.ts';

/** Looks that take 100 ms and answer with their number. */
const opened = () => {
  const clock = createVirtualClock();
  const allowed: number[] = [];
  const looks = new SharedLooks(clock, (deadlineMs) => {
    const number = allowed.push(deadlineMs);
    return new Promise<number>((resolve) => void clock.after(100, () => resolve(number)));
  });
  return { clock, looks, allowed };
};
const patient = { deadlineMs: 10_000 };
const fresh = { ...patient, fresh: true };
const shown = (begunAtMs: number, value: number) => ({ ok: true, value: { begunAtMs, value } });

test('whoever asks while a look is under way shares it; whoever asks later has another', async () => {
  const { clock, looks } = opened();
  const first = looks.ask(patient);
  await clock.advance(99);
  const shared = looks.ask(patient);
  expect(await clock.runUntil(shared)).toEqual(shown(0, 1));
  expect(await first).toEqual(shown(0, 1));
  expect(await clock.runUntil(looks.ask(patient))).toEqual(shown(100, 2));
});

test('a fresh look begins after it was asked for, and all who wait for one share it', async () => {
  const { clock, looks, allowed } = opened();
  const before = looks.ask(patient);
  await clock.advance(1);
  const [one, other] = [looks.ask(fresh), looks.ask(fresh)];
  await clock.advance(50);
  const third = looks.ask(fresh);
  const fourth = looks.ask(patient);
  expect(await clock.runUntil(third)).toEqual(shown(100, 2));
  expect(await one).toEqual(shown(100, 2));
  expect(await other).toEqual(shown(100, 2));
  expect(await before).toEqual(shown(0, 1));
  expect(await fourth).toEqual(shown(0, 1));
  expect(allowed).toHaveLength(2);
});

test('a fresh look where none is under way begins at once', async () => {
  const { clock, looks } = opened();
  expect(await clock.runUntil(looks.ask(fresh))).toEqual(shown(0, 1));
});

test('a fresh look that was asked for while a fresh one runs begins after that', async () => {
  const { clock, looks } = opened();
  void looks.ask(fresh);
  await clock.advance(10);
  expect(await clock.runUntil(looks.ask(fresh))).toEqual(shown(100, 2));
});

test('a look may take as long as the most patient of those who wait when it begins', async () => {
  const { clock, looks, allowed } = opened();
  void looks.ask(patient);
  void looks.ask({ deadlineMs: 300, fresh: true });
  void looks.ask({ deadlineMs: 500, fresh: true });
  await clock.advance(100);
  expect(allowed).toEqual([10_000, 400]);
});

test('a look that hangs holds nobody past their own limits, and no other begins beside it', async () => {
  const clock = createVirtualClock();
  let begun = 0;
  const looks = new SharedLooks(clock, () => {
    begun += 1;
    return new Promise<never>(() => undefined);
  });
  const abort = new AbortController();
  const ended = [
    looks.ask({ deadlineMs: 50 }),
    looks.ask({ deadlineMs: 60, fresh: true }),
    looks.ask({ ...patient, signal: abort.signal }),
  ];
  abort.abort();
  await clock.advance(60);
  expect(await Promise.all(ended)).toEqual([
    { ok: false, fault: 'deadline' },
    { ok: false, fault: 'deadline' },
    { ok: false, fault: 'aborted' },
  ]);
  expect(await looks.ask({ ...patient, signal: AbortSignal.abort() })).toEqual({
    ok: false,
    fault: 'aborted',
  });
  expect(begun).toBe(1);
  expect(clock.timers).toBe(0);
});

test('a bug in a look reaches all who share it, and the next look is another', async () => {
  const clock = createVirtualClock();
  let begun = 0;
  const looks = new SharedLooks(clock, () => {
    begun += 1;
    return begun === 1 ? Promise.reject(new Error('a bug')) : Promise.resolve('seen');
  });
  const both = [looks.ask(patient), looks.ask(patient)];
  const next = looks.ask(fresh);
  for (const one of both) await expect(one).rejects.toThrow('a bug');
  expect(await next).toMatchObject({ ok: true, value: { value: 'seen' } });
});

test('whoever asks in the very moment in which one look ends and the next begins: there is one at a time', async () => {
  const clock = createVirtualClock();
  let [active, most] = [0, 0];
  const looks = new SharedLooks(clock, async () => {
    active += 1;
    most = Math.max(most, active);
    await new Promise<void>((resolve) => void clock.after(100, resolve));
    active -= 1;
    void askInEachMoment();
  });
  const askInEachMoment = async (): Promise<void> => {
    for (let moment = 0; moment < 20; moment++) {
      await Promise.resolve();
      if (active === 0 && most < 2) void looks.ask(patient);
    }
  };
  void looks.ask(patient);
  const guard = looks.ask(fresh);
  expect((await clock.runUntil(guard)).ok).toBe(true);
  expect(most).toBe(1);
});
