import { expect, test } from 'vitest';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import { lastOf } from '#app/operations/history.ts';
import { trialMs } from '#app/trial/trial.ts';
import type { TrialSample } from '#app/trial/trial.ts';
import { openBench } from '../../testing/bench.ts';

const mfp = 'sim-m1522nf';
const readsNothing = { kind: 'force-status', ntstatus: ntStatus('STATUS_SUCCESS') } as const;

const trialBench = async () => {
  const bench = openBench('office');
  await bench.run(bench.services.devices.refresh());
  const { controls } = bench.simulator;
  const before = controls.holdings(mfp);
  const samples: TrialSample[] = [];
  bench.services.session.subscribe(({ operations }) => {
    const trial = lastOf(operations, 'trial', mfp);
    const sample = trial?.sample ?? null;
    if (sample !== null && sample !== samples.at(-1)) samples.push(sample);
  });
  /** Virtual time until the channel of the trial is a row and in use. */
  const opened = async () => {
    await bench.run(
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (samples.length > 1) resolve();
          else bench.clock.after(1, look);
        };
        look();
      }),
    );
    const key = samples[0]?.key ?? '';
    return { key, row: () => bench.services.session.state.channels[key] };
  };
  return { ...bench, samples, controls, before, opened };
};

test('ECHO answers: what is written comes back, until the time is over, and nothing is left', async () => {
  const { controls, before, audit, samples, ask } = await trialBench();
  const tried = await ask<'trial'>({ kind: 'trial', deviceId: mfp, service: 'ECHO' });
  expect(tried).toMatchObject({
    ok: true,
    value: { service: 'ECHO', verdict: 'echoes', ended: 'time', destroyed: true, listening: true },
  });
  if (!tried.ok) return;
  const { totals, durationMs } = tried.value;
  expect(totals.bytesOut).toBeGreaterThan(10_000);
  expect(totals.bytesIn).toBe(totals.bytesOut);
  expect(totals.creditNotices).toBeGreaterThan(0);
  expect(durationMs).toBeGreaterThanOrEqual(trialMs);
  expect(durationMs).toBeLessThan(trialMs + 1_000);
  expect(controls.holdings(mfp)).toEqual(before);
  expect(audit()).toMatchObject([
    { record: 'trial-start', service: 'ECHO', simulated: true },
    { record: 'trial-end', report: { verdict: 'echoes' }, fault: null },
  ]);
  // at most ten samples a second
  expect(samples.length).toBeLessThan(trialMs / 100);
  expect(samples.at(-1)?.totals).toEqual(totals);
});

test('while it lives it is a row of ours: service, peripheral socket and holder are confirmed', async () => {
  const { run, services, opened, begin } = await trialBench();
  const trying = begin<'trial'>({ kind: 'trial', deviceId: mfp, service: 'ECHO' });
  const { row } = await opened();
  expect(row()).toMatchObject({
    phase: { kind: 'seen' },
    facts: {
      exists: { value: true, confidence: 'confirmed', source: 'made-by-us' },
      service: { value: 'ECHO', confidence: 'confirmed' },
      peripheralSocket: { value: 6, confidence: 'confirmed' },
      holder: { value: { kind: 'unjam' }, confidence: 'confirmed' },
    },
    suspicion: { level: 'none' },
  });
  services.operations.cancel(trying.id);
  expect(await run(trying.report)).toMatchObject({ value: { ended: 'asked', destroyed: true } });
  expect(row()?.phase.kind).toBe('gone');
});

test('services but ECHO get nothing written: they are opened and listened to', async () => {
  const { clock, run, services, controls, opened, begin } = await trialBench();
  const sentBefore = controls.counters(mfp).sent;
  const trying = begin<'trial'>({ kind: 'trial', deviceId: mfp, service: 'HP-MESSAGE' });
  await opened();
  const [channel] = [...controls.world.printer(mfp).stack.model.channels.values()].slice(-1);
  controls.peripheralSends(mfp, channel?.handle ?? 0, new Uint8Array(40));
  await clock.advance(5);
  services.operations.cancel(trying.id);
  expect(await run(trying.report)).toMatchObject({
    value: { verdict: 'opened', totals: { bytesOut: 0, bytesIn: 40, notices: 1 } },
  });
  const { sent } = controls.counters(mfp);
  expect([sent.WRITE, sent.READ]).toEqual([sentBefore.WRITE, sentBefore.READ]);
});

test('a printer that does not send back is told as silent', async () => {
  const { controls, ask } = await trialBench();
  controls.setFault(mfp, 'READ', { kind: 'stall' });
  expect(await ask<'trial'>({ kind: 'trial', deviceId: mfp, service: 'ECHO' })).toMatchObject({
    value: { verdict: 'no-echo', ended: 'time', destroyed: true, totals: { bytesIn: 0 } },
  });
});

test('a driver that reads nothing again and again is asked a few times, not all the time', async () => {
  const { ask, controls } = await trialBench();
  controls.setFault(mfp, 'READ', readsNothing);
  const readBefore = controls.counters(mfp).sent.READ;
  expect(await ask<'trial'>({ kind: 'trial', deviceId: mfp, service: 'ECHO' })).toMatchObject({
    value: { verdict: 'no-echo', ended: 'time', destroyed: true, totals: { bytesIn: 0 } },
  });
  expect(controls.counters(mfp).sent.READ - readBefore).toBeLessThanOrEqual(8);
});

test('a read that brings nothing at first is waited for', async () => {
  const { clock, ask, controls } = await trialBench();
  controls.setFault(mfp, 'READ', readsNothing);
  clock.after(600, () => controls.clearFaults(mfp));
  const tried = await ask<'trial'>({ kind: 'trial', deviceId: mfp, service: 'ECHO' });
  expect(tried).toMatchObject({ ok: true, value: { ended: 'time', destroyed: true } });
  if (tried.ok) expect(tried.value.totals.bytesIn).toBeGreaterThan(0);
});

test('a clock that is set meanwhile does not change how long it took', async () => {
  const { clock, ask } = await trialBench();
  clock.after(5_000, () => clock.set(-3_600_000));
  const tried = await ask<'trial'>({ kind: 'trial', deviceId: mfp, service: 'ECHO' });
  if (!tried.ok) throw new Error(tried.fault.kind);
  expect(tried.value.durationMs).toBeGreaterThanOrEqual(trialMs);
  expect(tried.value.durationMs).toBeLessThan(trialMs + 1_000);
});

test('a driver that does not tell activities: said, and ECHO works all the same', async () => {
  const { run, services, controls, opened, begin } = await trialBench();
  const ntstatus = ntStatus('STATUS_INVALID_DEVICE_REQUEST');
  controls.setFault(mfp, 'WAIT_ACTIVITY_BROADCAST', { kind: 'force-status', ntstatus });
  const trying = begin<'trial'>({ kind: 'trial', deviceId: mfp, service: 'ECHO' });
  await opened();
  services.operations.cancel(trying.id);
  expect(await run(trying.report)).toMatchObject({ value: { listening: false, ended: 'asked' } });
});

test('it makes way for whatever else wants the device, and its row can be closed like any other', async () => {
  const { run, controls, before, opened, begin, close } = await trialBench();
  const trying = begin<'trial'>({ kind: 'trial', deviceId: mfp, service: 'ECHO' });
  const { row } = await opened();
  const closing = close(mfp, row()?.hostSocket ?? 0);
  expect(await run(trying.report)).toMatchObject({ value: { ended: 'device-wanted', destroyed: true } });
  expect((await closing).outcome.kind).toBe('already-gone');
  expect(controls.holdings(mfp)).toEqual(before);
});

test('a refused channel is a fault, and its socket is destroyed', async () => {
  const { controls, before, audit, ask } = await trialBench();
  const ntstatus = ntStatus('STATUS_DEVICE_BUSY');
  controls.setFault(mfp, 'OPEN_CHANNEL', { kind: 'force-status', ntstatus });
  expect(await ask<'trial'>({ kind: 'trial', deviceId: mfp, service: 'ECHO' })).toMatchObject({
    ok: false,
    fault: { kind: 'refused', request: 'OPEN_CHANNEL' },
  });
  expect(controls.holdings(mfp)).toEqual(before);
  expect(audit().at(-1)).toMatchObject({ record: 'trial-end', report: null, fault: { kind: 'refused' } });
});

test('a refused channel whose socket stays is told as a row', async () => {
  const { services, controls, ask } = await trialBench();
  const refused = { kind: 'force-status', ntstatus: ntStatus('STATUS_ACCESS_DENIED') } as const;
  controls.setFault(mfp, 'OPEN_CHANNEL', refused);
  controls.setFault(mfp, 'DESTROY_SOCKET', refused);
  expect(await ask<'trial'>({ kind: 'trial', deviceId: mfp, service: 'ECHO' })).toMatchObject({ ok: false });
  const [row] = Object.values(services.session.state.channels)
    .filter(({ deviceId }) => deviceId === mfp)
    .slice(-1);
  expect(row).toMatchObject({
    facts: { exists: { value: true, source: 'made-by-us' }, holder: { value: null } },
  });
  expect(controls.holdings(mfp).hostSockets).toContain(row?.hostSocket);
});

/** Somebody else destroys our socket, channel and all, and another gets its number. */
const numberGoesToAnother = ({ controls }: Awaited<ReturnType<typeof trialBench>>, hostSocket: number) => {
  const model = controls.world.printer(mfp).stack.model;
  const creator = model.sockets.get(hostSocket)?.creator;
  if (creator === undefined) throw new Error('no socket of ours');
  model.destroySocket(hostSocket, creator);
  controls.world.startProgram('another.exe').createSocket(mfp, 'ECHO');
  expect(model.sockets.get(hostSocket)).toBeDefined();
};

test.each([true, false])(
  'a channel closed from elsewhere: its number is left to whoever has it (told: %s)',
  async (told) => {
    const bench = await trialBench();
    const { run, services, controls, audit, begin } = bench;
    const ntstatus = ntStatus('STATUS_INVALID_DEVICE_REQUEST');
    if (!told) controls.setFault(mfp, 'WAIT_ACTIVITY_BROADCAST', { kind: 'force-status', ntstatus });
    const trying = begin<'trial'>({ kind: 'trial', deviceId: mfp, service: 'ECHO' });
    const { row } = await bench.opened();
    const hostSocket = row()?.hostSocket ?? 0;
    numberGoesToAnother(bench, hostSocket);
    if (!told) services.operations.cancel(trying.id);
    expect(await run(trying.report)).toMatchObject({ value: { ended: 'channel-closed', destroyed: false } });
    expect(controls.holdings(mfp).hostSockets).toContain(hostSocket);
    expect(row()).toMatchObject({
      facts: { exists: { value: true }, peripheralSocket: { value: null }, holder: { value: null } },
    });
    expect(row()?.facts.service.confidence).not.toBe('confirmed');
    expect(audit().at(-1)).toMatchObject({ record: 'trial-end', report: { destroyed: false } });
  },
);

test('a driver that destroys no socket with an open channel: the channel is closed first', async () => {
  const { run, services, controls, before, opened, begin } = await trialBench();
  controls.setPersonality(mfp, { destroyWithOpenChannel: 'busy' });
  const trying = begin<'trial'>({ kind: 'trial', deviceId: mfp, service: 'ECHO' });
  await opened();
  services.operations.cancel(trying.id);
  expect(await run(trying.report)).toMatchObject({ value: { destroyed: true } });
  expect(controls.holdings(mfp)).toEqual(before);
});

test('a driver that keeps our socket: told, and the row stays without a holder', async () => {
  const { run, services, controls, opened, begin } = await trialBench();
  const trying = begin<'trial'>({ kind: 'trial', deviceId: mfp, service: 'ECHO' });
  const { row } = await opened();
  controls.setFault(mfp, 'DESTROY_SOCKET', {
    kind: 'force-status',
    ntstatus: ntStatus('STATUS_ACCESS_DENIED'),
  });
  services.operations.cancel(trying.id);
  expect(await run(trying.report)).toMatchObject({ value: { destroyed: false } });
  expect(row()).toMatchObject({
    phase: { kind: 'seen' },
    facts: { exists: { value: true }, holder: { value: null } },
  });
});

test('a device that is pulled ends it', async () => {
  const { run, controls, opened, begin } = await trialBench();
  const trying = begin<'trial'>({ kind: 'trial', deviceId: mfp, service: 'ECHO' });
  await opened();
  controls.world.unplug(mfp);
  const tried = await run(trying.report);
  expect(tried.ok && ['fault', 'channel-closed'].includes(tried.value.ended)).toBe(true);
});

test('closing everything ends it, and its socket is destroyed before the link', async () => {
  const { run, services, controls, before, opened, begin } = await trialBench();
  const trying = begin<'trial'>({ kind: 'trial', deviceId: mfp, service: 'ECHO' });
  await opened();
  await run(services.close());
  expect(await trying.report).toMatchObject({ value: { ended: 'asked', destroyed: true } });
  expect(controls.holdings(mfp)).toEqual(before);
});

test('one at a time on each device; nothing runs when it is ended before its turn', async () => {
  const { run, services, controls, scan, ask, begin } = await trialBench();
  const { opens } = controls.counters(mfp);
  const scanning = scan(mfp);
  const trying = begin<'trial'>({ kind: 'trial', deviceId: mfp, service: 'ECHO' });
  expect(await ask<'trial'>({ kind: 'trial', deviceId: mfp, service: 'ECHO' })).toMatchObject({
    fault: { kind: 'busy', operation: 'trial' },
  });
  services.operations.cancel(trying.id);
  expect((await scanning).ok).toBe(true);
  expect(await run(trying.report)).toMatchObject({ fault: { kind: 'stopped' } });
  // the scan's own
  expect(controls.counters(mfp).opens).toBe(opens + 1);
});
