import { existsSync, mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import { looked } from '#app/evidence/source-report.ts';
import { ok } from '#app/result.ts';
import type { Services } from '../services.ts';
import { openBench, temporaryFolder } from '../testing/bench.ts';

const mfp = 'sim-m1522nf';
const printing = 'sim-p2055d';
const scanSocket = 4;

const opened = async (scenario: Parameters<typeof openBench>[0], folder?: string) => {
  const bench = folder === undefined ? openBench(scenario) : openBench(scenario, folder);
  const { run, services, simulator } = bench;
  await run(services.devices.refresh());
  return {
    ...bench,
    scan: (deviceId = mfp) => run(services.devices.scan(deviceId)),
    tearDown: (hostSocket = scanSocket, generation: number | null = 1, deviceId = mfp, overJob = false) =>
      run(services.teardown.tearDown({ deviceId, hostSocket, generation }, overJob)),
    sockets: (deviceId = mfp) => simulator.controls.holdings(deviceId).hostSockets,
    destroysSent: (deviceId = mfp) => simulator.controls.counters(deviceId).sent.DESTROY_SOCKET,
    row: (key: string) => services.session.state.channels[key],
  };
};

test('a leaked channel is freed, re-checked, and audited before and after', async () => {
  const { scan, tearDown, sockets, row, audit } = await opened('office');
  await scan();
  expect(sockets()).toEqual([scanSocket]);
  const destroyed = await tearDown();
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
  const { scan, tearDown, simulator } = await opened('office');
  await scan();
  await tearDown();
  expect(simulator.controls.holdings(mfp)).toMatchObject({
    openHandles: 0,
    pendingRequests: 0,
    openChannels: 0,
  });
});

test('a socket that is gone before the request: nothing is sent', async () => {
  const { tearDown, destroysSent, audit } = await opened('office');
  const { outcome } = await tearDown(9, null);
  expect(outcome).toEqual({ kind: 'already-gone', ntstatus: ntStatus('STATUS_NOT_FOUND'), told: 'by-probe' });
  expect(destroysSent()).toBe(0);
  expect(audit()).toMatchObject([{ record: 'outcome', request: null }]);
});

test('a socket that was seen gone and whose number was taken again is refused, nothing is sent', async () => {
  const { scan, tearDown, simulator, destroysSent, row } = await opened('office');
  await scan();
  const { world } = simulator.controls;
  const other = world.startProgram('other.exe');
  expect((await tearDown()).outcome.kind).toBe('freed');
  await scan();
  other.createSocket(mfp, 'HP-SCAN');
  await scan();
  expect(row(`${mfp}#4#2`)?.phase.kind).toBe('seen');
  const sentBefore = destroysSent();
  const { outcome } = await tearDown(scanSocket, 1);
  expect(outcome).toEqual({
    kind: 'failed',
    fault: { kind: 'generation-moved', deviceId: mfp, hostSocket: scanSocket },
  });
  expect(destroysSent()).toBe(sentBefore);
});

test('a row that never was is unknown', async () => {
  const { tearDown } = await opened('office');
  expect((await tearDown(33, 7)).outcome).toMatchObject({ fault: { kind: 'unknown-channel' } });
});

test('an unknown device', async () => {
  const { tearDown } = await opened('office');
  expect((await tearDown(4, null, 'nobody')).outcome).toMatchObject({ fault: { kind: 'unknown-device' } });
});

describe('a refusal', () => {
  test('is told with its NTSTATUS, the row stays', async () => {
    const { scan, tearDown, simulator, row, sockets } = await opened('office');
    simulator.controls.setPersonality(mfp, { destroyWithOpenChannel: 'busy' });
    await scan();
    const { outcome } = await tearDown();
    expect(outcome).toEqual({
      kind: 'failed',
      fault: { kind: 'refused', request: 'DESTROY_SOCKET', ntstatus: ntStatus('STATUS_DEVICE_BUSY') },
    });
    expect(row(`${mfp}#4#1`)?.phase.kind).toBe('seen');
    expect(sockets()).toEqual([scanSocket]);
  });

  test('with the status for an unknown socket means already gone', async () => {
    const { scan, tearDown, simulator } = await opened('office');
    await scan();
    simulator.controls.setFault(mfp, 'DESTROY_SOCKET', {
      kind: 'force-status',
      ntstatus: ntStatus('STATUS_NOT_FOUND'),
    });
    expect((await tearDown()).outcome).toMatchObject({ kind: 'already-gone', told: 'by-destroy' });
  });
});

test('success that a re-check contradicts is not called freed', async () => {
  const { scan, tearDown, simulator } = await opened('office');
  await scan();
  simulator.controls.setFault(mfp, 'DESTROY_SOCKET', {
    kind: 'force-status',
    ntstatus: ntStatus('STATUS_SUCCESS'),
  });
  expect((await tearDown()).outcome).toMatchObject({ kind: 'failed', fault: { kind: 'still-there' } });
});

test('a driver that never answers is cut off at the deadline', async () => {
  const { scan, tearDown, simulator } = await opened('office');
  await scan();
  simulator.controls.setFault(mfp, 'DESTROY_SOCKET', { kind: 'stall' });
  expect((await tearDown()).outcome).toMatchObject({ fault: { kind: 'deadline', withdrawn: true } });
  expect(simulator.controls.holdings(mfp).pendingRequests).toBe(0);
});

test('a device pulled while the request is pending', async () => {
  const { scan, tearDown, services, audit } = await opened('unplug');
  await scan();
  const { outcome, ntstatus } = await tearDown();
  expect(outcome).toEqual({ kind: 'failed', fault: { kind: 'device-gone', deviceId: mfp } });
  expect(ntstatus?.name).toBe('STATUS_DEVICE_NOT_CONNECTED');
  expect(services.session.state.devices[mfp]?.presence).toBe('gone');
  expect(services.session.state.channels[`${mfp}#4#1`]?.phase.kind).toBe('gone');
  expect(audit().map((record) => record.record)).toEqual(['intent', 'outcome']);
});

test('an open that is refused', async () => {
  const { tearDown, services } = await opened('access-denied');
  const [deviceId = ''] = Object.keys(services.session.state.devices);
  expect((await tearDown(4, null, deviceId)).outcome).toMatchObject({ fault: { kind: 'access-denied' } });
});

describe('a job in progress', () => {
  test('is not cut off unasked', async () => {
    const { tearDown, destroysSent } = await opened('office');
    const { outcome } = await tearDown(2, 1, printing);
    expect(outcome).toMatchObject({ kind: 'failed', fault: { kind: 'job-in-progress', hostSocket: 2 } });
    expect(destroysSent(printing)).toBe(0);
  });
  test('is, when that was said expressly', async () => {
    const { tearDown, destroysSent, audit } = await opened('office');
    expect((await tearDown(2, 1, printing, true)).outcome.kind).toBe('freed');
    expect(destroysSent(printing)).toBe(1);
    expect(audit()[0]).toMatchObject({ overJob: true });
  });
});

describe('an audit trail that cannot be written stops the request', () => {
  test('no folder can be made', async () => {
    const folder = join(temporaryFolder(), 'file', 'folder');
    mkdirSync(join(folder, '..', '..'), { recursive: true });
    symlinkSync('/dev/null', join(folder, '..'));
    const { scan, tearDown, destroysSent, sockets } = await opened('office', folder);
    await scan();
    const { outcome } = await tearDown();
    expect(outcome).toMatchObject({ kind: 'failed', fault: { kind: 'audit-unwritable', code: 'ENOTDIR' } });
    expect(destroysSent()).toBe(0);
    expect(sockets()).toEqual([scanSocket]);
  });

  test('the disk is full', async ({ skip }) => {
    if (!existsSync('/dev/full')) skip('this system has no /dev/full');
    const folder = temporaryFolder();
    symlinkSync('/dev/full', join(folder, 'audit-simulated.jsonl'));
    const { scan, tearDown, destroysSent } = await opened('office', folder);
    await scan();
    expect((await tearDown()).outcome).toMatchObject({ fault: { kind: 'audit-unwritable', code: 'ENOSPC' } });
    expect(destroysSent()).toBe(0);
  });
});

describe('an outcome that cannot be written is reported as such', () => {
  const faults = (services: Services) =>
    Object.values(services.session.state.notices).map(({ fault }) => fault);

  test('also where nothing was sent because the socket was gone', async ({ skip }) => {
    if (!existsSync('/dev/full')) skip('this system has no /dev/full');
    const folder = temporaryFolder();
    symlinkSync('/dev/full', join(folder, 'audit-simulated.jsonl'));
    const { tearDown, services } = await opened('office', folder);
    expect((await tearDown(9, null)).outcome.kind).toBe('already-gone');
    expect(faults(services)).toMatchObject([{ kind: 'outcome-not-recorded', code: 'ENOSPC' }]);
  });

  test('and is written at the end, if the disk takes it by then', async ({ skip }) => {
    if (!existsSync('/dev/full')) skip('this system has no /dev/full');
    const { scan, tearDown, services, simulator, run, auditFile, audit } = await opened('office');
    await scan();
    simulator.controls.setFault(mfp, 'DESTROY_SOCKET', { kind: 'stall' });
    const closing = tearDown();
    await run(vi.waitFor(() => expect(audit()).toMatchObject([{ record: 'intent' }])));
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
  const { scan, services, run, tearDown } = await opened('office');
  await scan();
  const target = { deviceId: mfp, hostSocket: scanSocket, generation: 1 };
  const first = services.teardown.tearDown(target, false);
  await Promise.resolve();
  expect((await tearDown()).outcome).toMatchObject({ fault: { kind: 'already-closing' } });
  expect((await run(first)).outcome.kind).toBe('freed');
});

test('several at once: every channel of a full printer is freed, one after the other', async () => {
  const { scan, services, run, simulator } = await opened('full');
  const [deviceId = ''] = Object.keys(services.session.state.devices);
  await scan(deviceId);
  const before = simulator.controls.holdings(deviceId).openHandles;
  const rows = Object.values(services.session.state.channels);
  expect(rows).toHaveLength(128);
  const ended = await run(
    Promise.all(
      rows.map(({ hostSocket, generation }) =>
        services.teardown.tearDown({ deviceId, hostSocket, generation }, true),
      ),
    ),
  );
  expect(new Set(ended.map(({ outcome }) => outcome.kind))).toEqual(new Set(['freed']));
  expect(simulator.controls.holdings(deviceId)).toMatchObject({ hostSockets: [], openHandles: before });
});

test('a bug in the middle leaves no row closing for ever', async () => {
  const { scan, tearDown, simulator, row } = await opened('office');
  await scan();
  const broken = vi.spyOn(simulator, 'observe').mockRejectedValue(new Error('a bug'));
  await expect(tearDown()).rejects.toThrow('a bug');
  broken.mockRestore();
  expect(row(`${mfp}#4#1`)?.phase.kind).toBe('seen');
  expect((await tearDown()).outcome.kind).toBe('freed');
});

test('every row that was ordered is closing at once, also those that wait for their turn', async () => {
  const { scan, services, run } = await opened('full');
  const [deviceId = ''] = Object.keys(services.session.state.devices);
  await scan(deviceId);
  const rows = Object.values(services.session.state.channels).slice(0, 3);
  const ended = rows.map(({ hostSocket, generation }) =>
    services.teardown.tearDown({ deviceId, hostSocket, generation }, true),
  );
  const phases = rows.map(({ key }) => services.session.state.channels[key]?.phase.kind);
  expect(phases).toEqual(['closing', 'closing', 'closing']);
  const [, waiting] = rows;
  const again = services.teardown.tearDown(
    { deviceId, hostSocket: waiting?.hostSocket ?? 0, generation: 1 },
    true,
  );
  expect((await run(again)).outcome).toMatchObject({ fault: { kind: 'already-closing' } });
  await run(Promise.all(ended));
});

test('closing the services in the middle of a teardown waits for its outcome to be recorded', async () => {
  const { scan, services, run, simulator, audit } = await opened('office');
  await scan();
  simulator.controls.setFault(mfp, 'DESTROY_SOCKET', { kind: 'stall' });
  const torn = services.teardown.tearDown({ deviceId: mfp, hostSocket: scanSocket, generation: 1 }, false);
  while (simulator.controls.counters(mfp).sent.DESTROY_SOCKET === 0)
    await run(Promise.resolve().then(() => simulator.observe(mfp, { deadlineMs: 100 })));
  await run(services.close());
  expect(audit().map(({ record }) => record)).toEqual(['intent', 'outcome']);
  expect((await torn).sent).toBe(true);
});

test('where nobody can look at jobs, a channel that may carry one wants an express yes', async () => {
  const { scan, tearDown, simulator, destroysSent } = await opened('office');
  vi.spyOn(simulator, 'observe').mockImplementation(() =>
    Promise.resolve(ok({ observations: [], sources: [looked('spooler', 0, ['jobs'])] })),
  );
  await scan(printing);
  expect((await tearDown(2, 1, printing)).outcome).toMatchObject({
    fault: { kind: 'job-unknown', service: 'PRINT' },
  });
  expect(destroysSent(printing)).toBe(0);
  await scan();
  expect((await tearDown()).outcome.kind).toBe('freed');
});

test('a status of removal is not believed while the device is still found', async () => {
  const { scan, tearDown, simulator, services } = await opened('office');
  await scan();
  simulator.controls.setFault(mfp, 'DESTROY_SOCKET', {
    kind: 'force-status',
    ntstatus: ntStatus('STATUS_DELETE_PENDING'),
  });
  expect((await tearDown()).outcome).toMatchObject({ fault: { kind: 'refused' } });
  expect(services.session.state.devices[mfp]?.presence).toBe('present');
});

test('out and in again between two looks: the row that was chosen is another', async () => {
  const { scan, tearDown, simulator, services, run, clock } = await opened('office');
  await scan();
  await clock.advance(1_000);
  simulator.controls.world.unplug(mfp);
  await clock.advance(1_000);
  simulator.controls.world.plugIn(mfp);
  await run(services.devices.refresh());
  expect(services.session.state.channels[`${mfp}#4#1`]?.phase.kind).toBe('gone');
  simulator.controls.world.startProgram('other.exe').createSocket(mfp, 'HP-SCAN');
  expect((await tearDown()).outcome).toMatchObject({ fault: { kind: 'generation-moved' } });
});
