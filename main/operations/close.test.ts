import { existsSync, mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import { looked } from '#app/evidence/source-report.ts';
import { confirmedUnseen } from '#app/operations/confirmed.ts';
import type { OperationOf } from '#app/operations/operation.ts';
import { ok } from '#app/result.ts';
import type { Services } from '../services.ts';
import { closeTarget, jobBehindSlowLook, openBench, temporaryFolder } from '../testing/bench.ts';

const mfp = 'sim-m1522nf';
const printing = 'sim-p2055d';
const scanSocket = 4;

interface CloseOptions {
  readonly generation?: number | null;
  readonly deviceId?: string;
  readonly overJob?: boolean;
}

const outcomeOf = ({ closings: [closing] }: OperationOf<'close'>) => {
  if (closing?.outcome == null) throw new Error('a close without an outcome');
  return { ...closing, outcome: closing.outcome };
};

const first = <T>(record: Readonly<Record<string, T>>): T => {
  const [one] = Object.values(record);
  if (one === undefined) throw new Error('empty');
  return one;
};

const opened = async (scenario: Parameters<typeof openBench>[0], folder?: string) => {
  const bench = folder === undefined ? openBench(scenario) : openBench(scenario, folder);
  const { run, services, simulator } = bench;
  await run(services.devices.refresh());
  return {
    ...bench,
    scan: (deviceId = mfp) => bench.perform<'scan'>({ kind: 'scan', deviceId }),
    /** Closes what is seen now; `generation`: a row that was chosen before. */
    close: async (
      hostSocket = scanSocket,
      { generation, deviceId = mfp, overJob = false }: CloseOptions = {},
    ) => {
      const seen = closeTarget(services.session.state, deviceId, hostSocket, { overJob });
      const target = { ...seen, generation: generation === undefined ? seen.generation : generation };
      const operation = await bench.perform<'close'>({ kind: 'close', deviceId, targets: [target] });
      return outcomeOf(operation);
    },
    /** What was recorded of closes. */
    audit: () => bench.audit().filter(({ record }) => record === 'intent' || record === 'outcome'),
    sockets: (deviceId = mfp) => simulator.controls.holdings(deviceId).hostSockets,
    destroysSent: (deviceId = mfp) => simulator.controls.counters(deviceId).sent.DESTROY_SOCKET,
    row: (key: string) => services.session.state.channels[key],
  };
};

test('a leaked channel is freed, re-checked, and audited before and after', async () => {
  const { scan, close, sockets, row, audit } = await opened('office');
  await scan();
  expect(sockets()).toEqual([scanSocket]);
  const destroyed = await close();
  expect(destroyed.outcome).toEqual({ kind: 'freed', ntstatus: ntStatus('STATUS_SUCCESS') });
  expect(sockets()).toEqual([]);
  expect(row(`${mfp}#4#1`)).toMatchObject({
    phase: { kind: 'gone' },
    lastTeardown: { outcome: { kind: 'freed' } },
  });
  const [intent, outcome, ...more] = audit();
  expect(more).toEqual([]);
  expect(intent).toMatchObject({ record: 'intent', simulated: true, hostSocket: 4, generation: 1 });
  expect(outcome).toMatchObject({
    record: 'outcome',
    teardown: intent?.record === 'intent' ? intent.teardown : null,
    ntstatus: { code: '0x00000000', name: 'STATUS_SUCCESS' },
    outcome: { kind: 'freed' },
  });
  expect(intent?.at.localeCompare(outcome?.at ?? '')).toBeLessThanOrEqual(0);
});

test('no handle, request or timer is left behind', async () => {
  const { scan, close, simulator } = await opened('office');
  await scan();
  await close();
  expect(simulator.controls.holdings(mfp)).toMatchObject({
    openHandles: 0,
    pendingRequests: 0,
    openChannels: 0,
  });
});

test('a socket that is gone before the request: nothing is sent', async () => {
  const { close, destroysSent, audit } = await opened('office');
  const { outcome } = await close(9);
  expect(outcome).toEqual({ kind: 'already-gone', ntstatus: ntStatus('STATUS_NOT_FOUND'), told: 'by-probe' });
  expect(destroysSent()).toBe(0);
  expect(audit()).toMatchObject([{ record: 'outcome', request: null }]);
});

test('a socket that was seen gone and whose number was taken again is refused, nothing is sent', async () => {
  const { scan, close, simulator, destroysSent, row } = await opened('office');
  await scan();
  const { world } = simulator.controls;
  const other = world.startProgram('other.exe');
  expect((await close()).outcome.kind).toBe('freed');
  await scan();
  other.createSocket(mfp, 'HP-SCAN');
  await scan();
  expect(row(`${mfp}#4#2`)?.phase.kind).toBe('seen');
  const sentBefore = destroysSent();
  const { outcome } = await close(scanSocket, { generation: 1 });
  expect(outcome).toEqual({
    kind: 'failed',
    fault: { kind: 'generation-moved', deviceId: mfp, hostSocket: scanSocket },
  });
  expect(destroysSent()).toBe(sentBefore);
});

test('a row that never was is unknown', async () => {
  const { close } = await opened('office');
  expect((await close(33, { generation: 7 })).outcome).toMatchObject({ fault: { kind: 'unknown-channel' } });
});

test('an unknown device', async () => {
  const { services } = await opened('office');
  const confirmed = confirmedUnseen(first(services.session.state.devices), 4);
  const target = { hostSocket: 4, generation: null, confirmed };
  expect(services.operations.start({ kind: 'close', deviceId: 'nobody', targets: [target] })).toMatchObject({
    fault: { kind: 'unknown-device' },
  });
});

describe('a refusal', () => {
  test('is told with its NTSTATUS, the row stays', async () => {
    const { scan, close, simulator, row, sockets } = await opened('office');
    simulator.controls.setPersonality(mfp, { destroyWithOpenChannel: 'busy' });
    await scan();
    const { outcome } = await close();
    expect(outcome).toEqual({
      kind: 'failed',
      fault: { kind: 'refused', request: 'DESTROY_SOCKET', ntstatus: ntStatus('STATUS_DEVICE_BUSY') },
    });
    expect(row(`${mfp}#4#1`)?.phase.kind).toBe('seen');
    expect(sockets()).toEqual([scanSocket]);
  });

  test('with the status for an unknown socket means already gone', async () => {
    const { scan, close, simulator } = await opened('office');
    await scan();
    simulator.controls.setFault(mfp, 'DESTROY_SOCKET', {
      kind: 'force-status',
      ntstatus: ntStatus('STATUS_NOT_FOUND'),
    });
    expect((await close()).outcome).toMatchObject({ kind: 'already-gone', told: 'by-destroy' });
  });
});

test('success that a re-check contradicts is not called freed', async () => {
  const { scan, close, simulator } = await opened('office');
  await scan();
  simulator.controls.setFault(mfp, 'DESTROY_SOCKET', {
    kind: 'force-status',
    ntstatus: ntStatus('STATUS_SUCCESS'),
  });
  expect((await close()).outcome).toMatchObject({ kind: 'failed', fault: { kind: 'still-there' } });
});

test('a driver that never answers is cut off at the deadline', async () => {
  const { scan, close, simulator } = await opened('office');
  await scan();
  simulator.controls.setFault(mfp, 'DESTROY_SOCKET', { kind: 'stall' });
  expect((await close()).outcome).toMatchObject({ fault: { kind: 'deadline', withdrawn: true } });
  expect(simulator.controls.holdings(mfp).pendingRequests).toBe(0);
});

test('a device pulled while the request is pending', async () => {
  const { scan, close, services, audit } = await opened('unplug');
  await scan();
  const { outcome, ntstatus } = await close();
  expect(outcome).toEqual({ kind: 'failed', fault: { kind: 'device-gone', deviceId: mfp } });
  expect(ntstatus?.name).toBe('STATUS_DEVICE_NOT_CONNECTED');
  expect(services.session.state.devices[mfp]?.presence).toBe('gone');
  expect(services.session.state.channels[`${mfp}#4#1`]?.phase.kind).toBe('gone');
  expect(audit().map((record) => record.record)).toEqual(['intent', 'outcome']);
});

test('an open that is refused', async () => {
  const { close, services } = await opened('access-denied');
  const [deviceId = ''] = Object.keys(services.session.state.devices);
  expect((await close(4, { deviceId })).outcome).toMatchObject({ fault: { kind: 'access-denied' } });
});

describe('a job in progress', () => {
  test('is not cut off unasked', async () => {
    const { close, destroysSent } = await opened('office');
    const { outcome } = await close(2, { deviceId: printing });
    expect(outcome).toMatchObject({ kind: 'failed', fault: { kind: 'job-in-progress', hostSocket: 2 } });
    expect(destroysSent(printing)).toBe(0);
  });
  test('is, when that was said expressly', async () => {
    const { close, destroysSent, audit } = await opened('office');
    expect((await close(2, { deviceId: printing, overJob: true })).outcome.kind).toBe('freed');
    expect(destroysSent(printing)).toBe(1);
    expect(audit()[0]).toMatchObject({ overJob: true });
  });
});

describe('an audit trail that cannot be written stops the request', () => {
  test('no folder can be made', async () => {
    const folder = join(temporaryFolder(), 'file', 'folder');
    mkdirSync(join(folder, '..', '..'), { recursive: true });
    symlinkSync('/dev/null', join(folder, '..'));
    const { scan, close, destroysSent, sockets } = await opened('office', folder);
    await scan();
    const { outcome } = await close();
    expect(outcome).toMatchObject({ kind: 'failed', fault: { kind: 'audit-unwritable', code: 'ENOTDIR' } });
    expect(destroysSent()).toBe(0);
    expect(sockets()).toEqual([scanSocket]);
  });

  test('the disk is full', async ({ skip }) => {
    if (!existsSync('/dev/full')) skip('this system has no /dev/full');
    const folder = temporaryFolder();
    symlinkSync('/dev/full', join(folder, 'audit-simulated.jsonl'));
    const { scan, close, destroysSent } = await opened('office', folder);
    await scan();
    expect((await close()).outcome).toMatchObject({ fault: { kind: 'audit-unwritable', code: 'ENOSPC' } });
    expect(destroysSent()).toBe(0);
  });
});

/** The audit trail is on a real disk: the intent is on it before the request is sent. */
const untilSent = async (destroysSent: () => number): Promise<void> => {
  while (destroysSent() === 0) await new Promise((next) => setImmediate(next));
};

describe('an outcome that cannot be written is reported as such', () => {
  const faults = (services: Services) =>
    Object.values(services.session.state.notices).map(({ fault }) => fault);

  test('also where nothing was sent because the socket was gone', async ({ skip }) => {
    if (!existsSync('/dev/full')) skip('this system has no /dev/full');
    const folder = temporaryFolder();
    symlinkSync('/dev/full', join(folder, 'audit-simulated.jsonl'));
    const { close, services } = await opened('office', folder);
    expect((await close(9)).outcome.kind).toBe('already-gone');
    expect(faults(services)).toMatchObject([{ kind: 'outcome-not-recorded', code: 'ENOSPC' }]);
  });

  test('and is written at the end, if the disk takes it by then', async ({ skip }) => {
    if (!existsSync('/dev/full')) skip('this system has no /dev/full');
    const { scan, close, services, simulator, run, auditFile, audit, destroysSent } = await opened('office');
    await scan();
    simulator.controls.setFault(mfp, 'DESTROY_SOCKET', { kind: 'stall' });
    const closing = close();
    await run(untilSent(destroysSent));
    expect(audit()).toMatchObject([{ record: 'intent' }]);
    renameSync(auditFile, `${auditFile}.full`);
    symlinkSync('/dev/full', auditFile);
    expect((await closing).outcome).toMatchObject({ kind: 'failed', fault: { kind: 'deadline' } });
    expect(faults(services)).toMatchObject([{ kind: 'outcome-not-recorded', code: 'ENOSPC' }]);
    renameSync(`${auditFile}.full`, auditFile);
    await run(services.close());
    expect(audit()).toMatchObject([{ record: 'intent' }, { record: 'outcome' }]);
  });
});

test('a second order for a channel that is being closed is refused at once', async () => {
  const { scan, services, run, close } = await opened('office');
  await scan();
  const targets = [closeTarget(services.session.state, mfp, scanSocket)];
  const closing = services.operations.start<'close'>({ kind: 'close', deviceId: mfp, targets });
  expect((await close()).outcome).toMatchObject({ fault: { kind: 'busy', operation: 'close' } });
  if (!closing.ok) throw new Error('refused');
  expect(outcomeOf(await run(closing.value.ended)).outcome.kind).toBe('freed');
});

test('128 channels of one device: one turn, one open, one look before, 128 requests, one look after', async () => {
  const { scan, services, perform, simulator } = await opened('full');
  const [deviceId = ''] = Object.keys(services.session.state.devices);
  await scan(deviceId);
  const before = simulator.controls.holdings(deviceId).openHandles;
  const rows = Object.values(services.session.state.channels);
  expect(rows).toHaveLength(128);
  const counted = simulator.controls.counters(deviceId);
  const targets = rows.map(({ hostSocket }) =>
    closeTarget(services.session.state, deviceId, hostSocket, { overJob: true }),
  );
  const looks = vi.spyOn(simulator, 'look');
  const { closings } = await perform<'close'>({ kind: 'close', deviceId, targets });
  expect(new Set(closings.map(({ outcome }) => outcome?.kind))).toEqual(new Set(['freed']));
  const after = simulator.controls.counters(deviceId);
  expect(after.opens - counted.opens).toBe(1);
  expect(after.sent.DESTROY_SOCKET - counted.sent.DESTROY_SOCKET).toBe(128);
  expect(looks).toHaveBeenCalledTimes(1);
  expect(simulator.controls.holdings(deviceId)).toMatchObject({ hostSockets: [], openHandles: before });
});

test('a bug in the middle leaves no row closing for ever', async () => {
  const { scan, close, simulator, row } = await opened('office');
  await scan();
  const broken = vi.spyOn(simulator, 'look').mockRejectedValue(new Error('a bug'));
  await expect(close()).rejects.toThrow('a bug');
  broken.mockRestore();
  expect(row(`${mfp}#4#1`)?.phase.kind).toBe('seen');
  expect((await close()).outcome.kind).toBe('freed');
});

test('every row that was ordered is closing at once, also those that wait for their turn', async () => {
  const { scan, services, run, perform } = await opened('full');
  const [deviceId = ''] = Object.keys(services.session.state.devices);
  await scan(deviceId);
  const rows = Object.values(services.session.state.channels).slice(0, 3);
  const targetOf = (hostSocket: number) =>
    closeTarget(services.session.state, deviceId, hostSocket, { overJob: true });
  const started = rows.map(({ hostSocket }) =>
    services.operations.start<'close'>({ kind: 'close', deviceId, targets: [targetOf(hostSocket)] }),
  );
  const phases = rows.map(({ key }) => services.session.state.channels[key]?.phase.kind);
  expect(phases).toEqual(['closing', 'closing', 'closing']);
  const [, waiting] = rows;
  const targets = [targetOf(waiting?.hostSocket ?? 0)];
  const again = await perform<'close'>({ kind: 'close', deviceId, targets });
  expect(outcomeOf(again).outcome).toMatchObject({ fault: { kind: 'busy' } });
  await run(Promise.all(started.flatMap((one) => (one.ok ? [one.value.ended] : []))));
});

test('closing the services in the middle of a teardown waits for its outcome to be recorded', async () => {
  const { scan, services, run, simulator, audit } = await opened('office');
  await scan();
  simulator.controls.setFault(mfp, 'DESTROY_SOCKET', { kind: 'stall' });
  const targets = [closeTarget(services.session.state, mfp, scanSocket)];
  const closing = services.operations.start<'close'>({ kind: 'close', deviceId: mfp, targets });
  while (simulator.controls.counters(mfp).sent.DESTROY_SOCKET === 0)
    await run(Promise.resolve().then(() => simulator.look({ deadlineMs: 100 })));
  await run(services.close());
  expect(audit().map(({ record }) => record)).toEqual(['intent', 'outcome']);
  if (!closing.ok) throw new Error('refused');
  expect(outcomeOf(await closing.value.ended).sent).toBe(true);
});

test('where nobody can look at jobs, a channel that may carry one wants an express yes', async () => {
  const { scan, close, simulator, destroysSent } = await opened('office');
  const sight = {
    observations: [],
    sources: [looked('spooler', 0, ['jobs'])],
    begunAtMs: Number.MAX_SAFE_INTEGER,
  };
  const sights = new Map([mfp, printing].map((id) => [id, sight]));
  vi.spyOn(simulator, 'look').mockImplementation(() => Promise.resolve(ok(sights)));
  await scan(printing);
  expect((await close(2, { deviceId: printing })).outcome).toMatchObject({
    fault: { kind: 'job-unknown', service: 'PRINT' },
  });
  expect(destroysSent(printing)).toBe(0);
  await scan();
  expect((await close()).outcome.kind).toBe('freed');
});

test('a status of removal is not believed while the device is still found', async () => {
  const { scan, close, simulator, services } = await opened('office');
  await scan();
  simulator.controls.setFault(mfp, 'DESTROY_SOCKET', {
    kind: 'force-status',
    ntstatus: ntStatus('STATUS_DELETE_PENDING'),
  });
  expect((await close()).outcome).toMatchObject({ fault: { kind: 'refused' } });
  expect(services.session.state.devices[mfp]?.presence).toBe('present');
});

test('out and in again between two looks: the row that was chosen is another', async () => {
  const { scan, close, simulator, services, run, clock } = await opened('office');
  await scan();
  await clock.advance(1_000);
  simulator.controls.world.unplug(mfp);
  await clock.advance(1_000);
  simulator.controls.world.plugIn(mfp);
  await run(services.devices.refresh());
  expect(services.session.state.channels[`${mfp}#4#1`]?.phase.kind).toBe('gone');
  simulator.controls.world.startProgram('other.exe').createSocket(mfp, 'HP-SCAN');
  const { outcome } = await close(scanSocket, { generation: 1 });
  expect(outcome).toMatchObject({ fault: { kind: 'generation-moved' } });
});

test('a job that began while a slow look for the table was under way is not cut off', async () => {
  const { services, simulator, clock, run, close, destroysSent } = await opened('office');
  const { forTheTable } = await jobBehindSlowLook({ services, simulator, clock }, mfp);
  const { outcome } = await close(2);
  await run(forTheTable);
  expect(outcome).toMatchObject({
    fault: { kind: 'not-as-confirmed', change: { kind: 'new-job', what: 'A' } },
  });
  expect(destroysSent()).toBe(0);
});
