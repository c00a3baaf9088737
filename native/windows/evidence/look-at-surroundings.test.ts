import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeEvidence, type FakeProcess } from './fake-evidence.ts';
import { LookAtSurroundings, type SystemLook } from './look-at-surroundings.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const devices = ['a', 'b'].map((deviceId) => ({ deviceId, openPaths: [deviceId] }));
const limits = { deadlineMs: 1_000 };
const fresh = { ...limits, fresh: true };
const nobody = { holders: [], closed: 0, running: [] };
const holder = {
  ...{ deviceId: 'a', pid: 8, name: 'hpscan.exe', startedAt: '1' },
  ...{ use: null, window: null },
};
const queue = { name: 'LJ', ports: ['DOT4_001'], driver: 'HP LJ', offline: false, jobs: 1 };
const queues = (...found: (typeof queue)[]) => ({
  ...{ ports: [], queues: found, jobs: [], unreadQueues: [], isCutShort: false, isBusyElsewhere: false },
});

const bench = () => {
  const { started, spawn } = fakeEvidence();
  const surroundings = new LookAtSurroundings(spawn, () => devices);
  /** The process that is asked for this, of those that still run. */
  const one = (ask: 'processes' | 'spooler'): FakeProcess => {
    const found = started.find((process) => !process.killed && process.asked(ask) > 0);
    if (found === undefined) throw new Error(`nobody is asked for ${ask}`);
    return found;
  };
  const answer = (processes: unknown, spooler: unknown): void => {
    one('processes').answerTo('windows-service', []);
    one('processes').answerTo('processes', processes);
    one('spooler').answerTo('spooler', spooler);
  };
  return { surroundings, started, one, answer };
};

const jobsIn = ({ spooler }: SystemLook) =>
  spooler.ok ? spooler.value.queues.map(({ jobs }) => jobs) : spooler.fault;

test('however many ask, each source is asked once', async () => {
  const { surroundings, one, answer } = bench();
  const looks = Array.from({ length: 16 }, () => surroundings.look(limits));
  answer(nobody, queues(queue));
  for (const look of await Promise.all(looks)) expect(jobsIn(look)).toEqual([1]);
  expect([one('processes').asked('processes'), one('processes').asked('windows-service')]).toEqual([1, 1]);
  expect(one('spooler').asked('spooler')).toBe(1);
});

test('a guard is not given the look that was under way when it asked, however slow that is', async () => {
  const { surroundings, one, answer } = bench();
  const table = surroundings.look(limits);
  await vi.advanceTimersByTimeAsync(800);
  const askedAt = performance.now();
  const guard = surroundings.look(fresh);
  expect(one('spooler').asked('spooler')).toBe(1);
  answer(nobody, queues());
  expect(jobsIn(await table)).toEqual([]);
  await vi.advanceTimersByTimeAsync(0);
  answer(nobody, queues(queue));
  const seen = await guard;
  expect(jobsIn(seen)).toEqual([1]);
  expect(seen.begunAtMs).toBeGreaterThanOrEqual(askedAt);
  expect((await table).begunAtMs).toBeLessThan(askedAt);
});

test('a source that hangs keeps a guard from that source alone, and it is asked once more for the guard', async () => {
  const { surroundings, started, one } = bench();
  const table = surroundings.look(limits);
  one('processes').answerTo('windows-service', []);
  one('processes').answerTo('processes', nobody);
  await vi.advanceTimersByTimeAsync(900);
  const guard = surroundings.look(fresh);
  one('processes').answerTo('windows-service', []);
  one('processes').answerTo('processes', nobody);
  await vi.advanceTimersByTimeAsync(100);
  expect(jobsIn(await table)).toEqual({ why: 'late' });
  expect(started.filter(({ killed }) => killed)).toHaveLength(1);
  one('spooler').answerTo('spooler', queues(queue));
  const seen = await guard;
  expect(jobsIn(seen)).toEqual([1]);
  expect(seen.processes.ok).toBe(true);
});

test('an answer that breaks its schema costs the other sources nothing', async () => {
  const { surroundings, one, answer } = bench();
  const look = surroundings.look(limits);
  const before = one('processes');
  before.answerTo('processes', { holders: 'none' });
  expect(before.killed).toBe(true);
  one('spooler').answerTo('spooler', queues());
  await vi.advanceTimersByTimeAsync(0);
  // asked again, of another process, which has the question about services too
  const again = surroundings.look(limits);
  answer(nobody, queues());
  expect(await look).toMatchObject({
    processes: { fault: { why: 'malformed' } },
    services: { ok: true },
    spooler: { ok: true },
  });
  expect((await again).processes.ok).toBe(true);
});

test('the end of a holder is noticed once, at the time of the look that missed it', async () => {
  const { surroundings, answer } = bench();
  const seenOf = async (processes: unknown, sharing: number) => {
    const looks = Array.from({ length: sharing }, () => surroundings.look(limits));
    answer(processes, queues());
    const [first, ...others] = (await Promise.all(looks)).map((look) =>
      look.processes.ok ? look.processes.value.seen.get('a') : null,
    );
    for (const other of others) expect(other).toEqual(first);
    return first;
  };
  expect(await seenOf({ ...nobody, holders: [holder], running: [8] }, 2)).toMatchObject([{ endedAt: null }]);
  await vi.advanceTimersByTimeAsync(1_000);
  const endedAt = Date.now();
  expect(await seenOf(nobody, 3)).toMatchObject([{ pid: 8, endedAt }]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await seenOf(nobody, 1)).toMatchObject([{ pid: 8, endedAt }]);
  surroundings.forgetAllBut(['b']);
  expect(await seenOf(nobody, 1)).toEqual([]);
});
