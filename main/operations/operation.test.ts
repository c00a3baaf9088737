import { describe, expect, test } from 'vitest';
import type { Fault } from '#app/faults/fault.ts';
import type { Ended } from '#app/session/event.ts';
import { openRunner } from '../testing/runner.ts';
import type { RecordBody, Run } from './operation.ts';

const deviceId = 'sim-one';
const report = { found: 1, unclear: 0, caughtChannels: 0, stillOpenChannels: 0 };
const done: Ended = { kind: 'scan', outcome: { kind: 'done', report } };
const startOf = (scan: string): RecordBody => ({ record: 'scan-start', scan });
const endOf = (scan: string, fault: Fault | null): RecordBody => ({
  ...{ record: 'scan-end', scan, report: fault === null ? report : null, fault },
});
const begin = async (run: Run, scan = 'one') => {
  const begun = await run.begin(startOf(scan), (fault) => endOf(scan, fault));
  if (!begun.ok) throw new Error(begun.fault.kind);
  return begun.value;
};

const opened = (perform: (run: Run) => Promise<Ended>, turn: 'keeps' | 'gives-way' | 'none' = 'keeps') =>
  openRunner(
    (world) => world.addPrinter({ id: deviceId, name: 'HP LaserJet M1522nf MFP', queue: 'LaserJet' }),
    perform,
    turn,
  );

/** Starts one, and answers how it ended; a bug is thrown. */
const started = ({ operations }: Awaited<ReturnType<typeof opened>>) => {
  const one = operations.start<'scan'>({ kind: 'scan', deviceId });
  if (!one.ok) throw new Error(one.fault.kind);
  return one.value;
};
const fileError = Object.assign(new Error('held'), { code: 'EBUSY', path: 'C:\\profiles.json' });
const cancelled: Fault = { kind: 'cancelled', request: 'WAIT_FOR_CHANNEL' };
const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (signal.aborted) resolve();
  });

/** Ways to end after the beginning is on disk, and what is recorded and kept as its end. */
const endings: readonly (readonly [name: string, end: (run: Run) => Promise<Ended>, fault: object | null])[] =
  [
    [
      'with a report',
      async (run) => {
        const begun = await begin(run);
        await begun.end(endOf('one', null));
        return done;
      },
      null,
    ],
    [
      'with a fault, its end not recorded by itself',
      async (run) => {
        await begin(run);
        return { kind: 'failed', fault: { kind: 'device-gone', deviceId } };
      },
      { kind: 'device-gone' },
    ],
    [
      'with a bug',
      async (run) => {
        await begin(run);
        throw new TypeError('a bug');
      },
      { kind: 'internal', incident: 'incident 1' },
    ],
    [
      'with a file that cannot be written',
      async (run) => {
        await begin(run);
        throw fileError;
      },
      { kind: 'file-unwritable', path: 'C:\\profiles.json', code: 'EBUSY' },
    ],
    [
      'with a bug after its end was recorded',
      async (run) => {
        const begun = await begin(run);
        await begun.end(endOf('one', null));
        throw new TypeError('a bug');
      },
      { kind: 'internal' },
    ],
    [
      'with an end that is recorded twice',
      async (run) => {
        const begun = await begin(run);
        await Promise.all([begun.end(endOf('one', null)), begun.end(endOf('one', cancelled))]);
        return done;
      },
      null,
    ],
  ];

describe.each(['keeps', 'gives-way', 'none'] as const)('an operation whose turn is: %s', (turn) => {
  test.each(endings)(
    'ended %s: one end in the trail, it is over, and the device is free',
    async (_name, end, fault) => {
      let isFirst = true;
      const runner = await opened((run) => {
        if (!isFirst) return Promise.resolve(done);
        isFirst = false;
        return end(run);
      }, turn);
      const { id, ended } = started(runner);
      await ended.catch(() => undefined);
      expect(runner.records.map(({ record }) => record)).toEqual(['scan-start', 'scan-end']);
      const operation = runner.session.state.operations[id];
      expect(operation?.endedAt).not.toBeNull();
      expect(operation).toMatchObject({
        outcome: fault === null ? { kind: 'done', report } : { kind: 'failed', fault },
      });
      await runner.parts.turns.run(deviceId, () => Promise.resolve());
      expect((await started(runner).ended).outcome).toEqual({ kind: 'done', report });
    },
  );

  test('a bug is thrown to whoever waits, and written down; a file error is an outcome', async () => {
    const buggy = await opened(endings[2]?.[1] ?? (() => Promise.reject(new Error())), turn);
    await expect(started(buggy).ended).rejects.toThrow('a bug');
    expect(buggy.incidents).toHaveLength(1);
    expect(buggy.records.at(-1)).toMatchObject({ fault: { kind: 'internal', incident: 'incident 1' } });
    const held = await opened(endings[3]?.[1] ?? (() => Promise.reject(new Error())), turn);
    expect((await started(held).ended).outcome).toMatchObject({ fault: { kind: 'file-unwritable' } });
    expect(held.incidents).toEqual([]);
  });

  test.each(['cancel', 'stop'] as const)('%s: its end is recorded, and waited for', async (how) => {
    const runner = await opened(async (run) => {
      await begin(run);
      await untilAborted(run.signal);
      return { kind: 'failed', fault: cancelled };
    }, turn);
    const { id, ended } = started(runner);
    await runner.clock.settle();
    if (how === 'cancel') runner.operations.cancel(id);
    else await runner.operations.stop();
    expect((await ended).outcome).toEqual({ kind: 'failed', fault: cancelled });
    expect(runner.records).toMatchObject([
      { record: 'scan-start' },
      { record: 'scan-end', fault: cancelled },
    ]);
    expect(runner.session.state.operations[id]?.isCancelled).toBe(how === 'cancel');
  });
});

test('what is still open when the program ends is in the trail as such, once', async () => {
  const late = new AbortController();
  const runner = await opened(async (run) => {
    const [one] = [await begin(run, 'one'), await begin(run, 'two')];
    await untilAborted(late.signal);
    await one.end(endOf('one', null));
    return done;
  });
  const { ended } = started(runner);
  await runner.clock.settle();
  await runner.operations.recordOpen();
  const open = [
    { record: 'scan-start', scan: 'one' },
    { record: 'scan-start', scan: 'two' },
    { record: 'scan-end', scan: 'one', fault: { kind: 'open-at-quit' } },
    { record: 'scan-end', scan: 'two', fault: { kind: 'open-at-quit' } },
  ];
  expect(runner.records).toMatchObject(open);
  // a driver that answers after all
  late.abort();
  await ended;
  await runner.operations.recordOpen();
  expect(runner.records).toHaveLength(open.length);
});

test('without its beginning on disk there is no end either', async () => {
  const fault: Fault = { kind: 'audit-unwritable', path: 'trail', code: 'ENOSPC' };
  const runner = await opened(async (run) => {
    const begun = await run.begin(startOf('one'), (why) => endOf('one', why));
    return begun.ok ? done : { kind: 'failed', fault: begun.fault };
  });
  runner.refusal.fault = fault;
  const { ended } = started(runner);
  await runner.clock.settle();
  runner.refusal.fault = null;
  expect((await ended).outcome).toEqual({ kind: 'failed', fault });
  expect(runner.records).toEqual([]);
});

test('an end that cannot be written is reported, and the operation is over all the same', async () => {
  const fault: Fault = { kind: 'outcome-not-recorded', path: 'trail', code: 'ENOSPC' };
  const runner: Awaited<ReturnType<typeof opened>> = await opened(async (run) => {
    const begun = await begin(run);
    runner.refusal.fault = fault;
    await begun.end(endOf('one', null));
    return done;
  });
  expect((await started(runner).ended).outcome).toEqual({ kind: 'done', report });
  expect(Object.values(runner.session.state.notices)).toMatchObject([{ fault }]);
});

test('and its notice goes when a later record is written: what waited went out before it', async () => {
  const fault: Fault = { kind: 'outcome-not-recorded', path: 'trail', code: 'ENOSPC' };
  const runner: Awaited<ReturnType<typeof opened>> = await opened(async (run) => {
    const begun = await begin(run);
    runner.refusal.fault = isFull ? fault : null;
    await begun.end(endOf('one', null));
    return done;
  });
  let isFull = true;
  await started(runner).ended;
  runner.refusal.fault = null;
  expect(Object.values(runner.session.state.notices)).toMatchObject([{ fault }]);
  isFull = false;
  await started(runner).ended;
  expect(Object.values(runner.session.state.notices)).toEqual([]);
});

test('one that waits for its turn is cancelled without a beginning; the one before it goes on', async () => {
  const before = new AbortController();
  const runner = await opened(async (run) => {
    if (run.signal.aborted) return { kind: 'failed', fault: cancelled };
    await begin(run);
    return done;
  });
  const held = runner.parts.turns.run(deviceId, () => untilAborted(before.signal));
  const { id, ended } = started(runner);
  expect(runner.operations.start<'scan'>({ kind: 'scan', deviceId })).toMatchObject({
    fault: { kind: 'busy', operation: 'scan' },
  });
  runner.operations.cancel(id);
  before.abort();
  await held;
  expect((await ended).outcome).toEqual({ kind: 'failed', fault: cancelled });
  expect(runner.records).toEqual([]);
});

test('a device that left while one waited for its turn: nothing is done', async () => {
  let isRun = false;
  const runner = await opened(() => {
    isRun = true;
    return Promise.resolve(done);
  });
  const held = runner.parts.turns.run(deviceId, async () => {
    runner.simulator.controls.world.unplug(deviceId);
    await runner.parts.devices.refresh();
  });
  const { ended } = started(runner);
  await runner.clock.runUntil(held);
  expect((await ended).outcome).toEqual({ kind: 'failed', fault: { kind: 'device-gone', deviceId } });
  expect(isRun).toBe(false);
});
