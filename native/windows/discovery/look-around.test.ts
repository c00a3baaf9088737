import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { LookAround } from './look-around.ts';

const report = { ok: true, value: { devices: [], driverPackage: 'installed' } };
const patient = { deadlineMs: 10_000 };

/** A thread that answers each message with the next of these; the last one again and again. */
const answering = `
  const { parentPort, workerData } = require('node:worker_threads');
  let next = 0;
  parentPort.on('message', () => {
    const answer = workerData[Math.min(next++, workerData.length - 1)];
    if (answer === 'hang') return;
    if (answer === 'crash') throw new Error('a bug');
    if (answer === 'end') process.exit();
    parentPort.postMessage(answer);
  });`;

const around: LookAround[] = [];
afterEach(async () => {
  for (const one of around.splice(0)) await one.close();
});

/** One list of answers for each worker that is started. */
const opened = (...workers: unknown[][]) => {
  let started = 0;
  const one = new LookAround(
    () => new Worker(answering, { eval: true, workerData: workers[started++] ?? [report] }),
  );
  around.push(one);
  return { one, started: () => started };
};

test('one worker serves look after look', async () => {
  const { one, started } = opened([report]);
  const first = await one.look(patient);
  const second = await one.look({ ...patient, fresh: true });
  expect(first).toMatchObject({ ok: true, value: { value: report.value } });
  expect(second.ok).toBe(true);
  expect(started()).toBe(1);
});

test.each([
  ['nothing', null],
  ['text', 'what?'],
  ['devices that are none', { ok: true, value: { devices: [{}], driverPackage: 'installed' } }],
  ['a failure without its call', { ok: false, fault: { systemError: 5 } }],
])('a worker that reports %s fails that look and is replaced', async (_, message) => {
  const { one, started } = opened([message]);
  expect(await one.look(patient)).toEqual({
    ok: false,
    fault: { kind: 'discovery-failed', call: 'discovery worker', systemError: 13 },
  });
  expect((await one.look(patient)).ok).toBe(true);
  expect(started()).toBe(2);
});

test('a worker that could not load a library answers the fault, and the next look tries again', async () => {
  const fault = { kind: 'library-not-loaded', file: 'C:\\Unjam\\koffi.node', code: 'ERR_DLOPEN_FAILED' };
  const { one, started } = opened([{ ok: false, fault }]);
  expect(await one.look(patient)).toEqual({ ok: false, fault });
  expect((await one.look(patient)).ok).toBe(true);
  expect(started()).toBe(2);
});

test.each(['crash', 'end'])(
  'a worker that does %s by itself is a bug, and the next look has another',
  async (how) => {
    const { one, started } = opened([how]);
    await expect(one.look(patient)).rejects.toThrow();
    expect((await one.look(patient)).ok).toBe(true);
    expect(started()).toBe(2);
  },
);

test('a look past its deadline is answered, and one beside it begins no other', async () => {
  const { one, started } = opened(['hang']);
  const fault = { kind: 'discovery-failed', call: 'discover', systemError: 1460 };
  const looks = [one.look({ deadlineMs: 5 }), one.look({ deadlineMs: 5, fresh: true })];
  expect(await Promise.all(looks)).toEqual([
    { ok: false, fault },
    { ok: false, fault },
  ]);
  expect(started()).toBe(1);
});

test('closing ends a look under way with a fault, and nothing is started afterwards', async () => {
  const { one, started } = opened(['hang']);
  const looking = one.look(patient);
  await one.close();
  const fault = { kind: 'discovery-failed', call: 'discover', systemError: 995 };
  expect(await looking).toEqual({ ok: false, fault });
  expect(await one.look(patient)).toEqual({ ok: false, fault });
  expect(started()).toBe(1);
});
