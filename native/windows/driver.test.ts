import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { deviceNamed } from '#app/testing/arbitrary-state.ts';
import { createWindowsDriver } from './driver.ts';
import { fakeEvidence } from './evidence/fake-evidence.ts';

/** A discovery thread that finds the same devices each time, and counts how often it was asked. */
const discovering = `
  const { parentPort, workerData: { report, asked } } = require('node:worker_threads');
  parentPort.on('message', () => {
    Atomics.add(new Int32Array(asked), 0, 1);
    parentPort.postMessage(report);
  });`;

const limits = { deadlineMs: 10_000 };
const fresh = { ...limits, fresh: true };
const nobody = { holders: [], closed: 0, running: [] };
const job = {
  ...{ kind: 'print', id: 7, queue: 'LJ', document: 'A', user: 'ann' },
  ...{ pagesDone: 1, pagesTotal: 9, inProgress: true },
};
const spooler = (...jobs: (typeof job)[]) => ({
  ports: [{ name: 'DOT4_001', monitor: null }],
  queues: [{ name: 'LJ', ports: ['DOT4_001'], driver: 'HP LJ', offline: false, jobs: jobs.length }],
  ...{ jobs, unreadQueues: [], isCutShort: false, isBusyElsewhere: false },
});

const opened = (ids: readonly string[]) => {
  const asked = new SharedArrayBuffer(4);
  const devices = ids.map((id, index) => ({
    ...{ device: deviceNamed(id), openPaths: [id], driverDate: null },
    ...{ ports: [`DOT4_00${index + 1}`], unseen: [] },
  }));
  const workerData = { asked, report: { ok: true, value: { devices, driverPackage: 'installed' } } };
  let workers = 0;
  const { started, spawn } = fakeEvidence();
  const driver = createWindowsDriver({
    spawnWorker: () => {
      workers += 1;
      return new Worker(discovering, { eval: true, workerData });
    },
    spawnEvidence: spawn,
    startOtherProcess: () => Promise.resolve(null),
  });
  onTestFinished(() => driver.close());
  const questions = () => started.flatMap(({ posted }) => posted.map(({ question }) => question.ask));
  /** Once each source was asked so often, all of them answer. */
  const answer = async (times: number, jobs: unknown): Promise<void> => {
    await expect.poll(questions).toHaveLength(3 * times);
    const [system, queues] = started;
    system?.answerTo('windows-service', []);
    system?.answerTo('processes', nobody);
    queues?.answerTo('spooler', jobs);
  };
  const discoveries = () => Atomics.load(new Int32Array(asked), 0);
  return { driver, answer, questions, discoveries, workers: () => workers };
};

test('one look serves sixteen devices', async () => {
  const ids = Array.from({ length: 16 }, (_, index) => `printer-${index}`);
  const { driver, answer, questions, discoveries } = opened(ids);
  // a look that still waits for the devices would be a second one
  await driver.discover(limits);
  const looking = Promise.all(ids.map(() => driver.look(limits)));
  await answer(1, spooler(job));
  for (const seen of await looking) {
    expect(seen.ok && [...seen.value.keys()]).toEqual(ids);
    const jobsOf = (id: string) =>
      seen.ok && seen.value.get(id)?.observations.filter(({ evidence }) => evidence.kind === 'job').length;
    expect([jobsOf('printer-0'), jobsOf('printer-1')]).toEqual([1, 0]);
  }
  expect(questions()).toHaveLength(3);
  const again = driver.look(limits);
  await answer(2, spooler());
  expect((await again).ok).toBe(true);
  // the device nodes are known: the watch looks at them
  expect(discoveries()).toBeLessThanOrEqual(2);
});

test('a look that a guard asks for begins after it asked, device nodes included', async () => {
  const { driver, answer, discoveries } = opened(['a']);
  await driver.discover(limits);
  const table = driver.look(limits);
  const underWay = driver.discover(limits);
  const askedAt = performance.now();
  const guard = driver.look(fresh);
  await answer(1, spooler());
  const before = await table;
  expect((await underWay).ok).toBe(true);
  await answer(2, spooler(job));
  const seen = await guard;
  const begun = (look: typeof seen) => (look.ok ? (look.value.get('a')?.begunAtMs ?? NaN) : NaN);
  expect(begun(seen)).toBeGreaterThanOrEqual(askedAt);
  expect(begun(before)).toBeLessThan(askedAt);
  const kinds = seen.ok && seen.value.get('a')?.observations.map(({ evidence }) => evidence.kind);
  expect(kinds).toContain('job');
  expect(discoveries()).toBe(3);
});

test('where there is no device nobody else is asked', async () => {
  const { driver, questions } = opened([]);
  expect(await driver.look(fresh)).toEqual({ ok: true, value: new Map() });
  expect(questions()).toEqual([]);
});

test('after closing nothing is looked at and nothing is started', async () => {
  const { driver, workers, questions } = opened(['a']);
  await driver.close();
  const fault = { kind: 'discovery-failed', call: 'discover', systemError: 995 };
  expect(await driver.discover(limits)).toEqual({ ok: false, fault });
  expect(await driver.look(limits)).toEqual({ ok: false, fault });
  expect(await driver.isElevated(limits)).toBeNull();
  expect(workers()).toBe(0);
  expect(questions()).toEqual([]);
});

test('closing ends a look under way', async () => {
  const { driver, questions } = opened(['a']);
  const looking = driver.look(limits);
  await expect.poll(questions).toHaveLength(3);
  await driver.close();
  expect(await looking).toMatchObject({ ok: false, fault: { kind: 'discovery-failed', systemError: 995 } });
});
