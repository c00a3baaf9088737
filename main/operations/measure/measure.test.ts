import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { FieldReportSchema } from '#app/calibration/field-report.ts';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import { openBench, temporaryFolder } from '../../testing/bench.ts';

const mfp = 'sim-m1522nf';

test('what was measured is obeyed: a scan becomes possible, and the profile says measured', async () => {
  const { run, services, simulator, measure, scan, close } = openBench('office');
  await run(services.devices.refresh());
  expect(services.session.state.devices[mfp]?.profile.origin).toBe('declared');
  const before = simulator.controls.holdings(mfp).hostSockets;
  const calibrated = await measure(mfp);
  expect(calibrated).toMatchObject({ ok: true, value: { leftBehind: [], profile: { origin: 'measured' } } });
  expect(services.session.state.devices[mfp]?.profile).toMatchObject({
    origin: 'measured',
    foreignDestroy: 'allowed',
  });
  expect(services.session.state.devices['sim-3055']?.profile.origin).toBe('declared');
  expect(simulator.controls.holdings(mfp).hostSockets).toEqual(before);
  expect(await scan(mfp)).toMatchObject({ ok: true, value: { found: 1 } });
  expect((await close(mfp, 4)).outcome.kind).toBe('freed');
});

test('a driver that lets nobody destroy foreign sockets is not asked to', async () => {
  const { run, services, simulator, measure, close } = openBench('office');
  simulator.controls.setPersonality(mfp, { sharing: 'process' });
  await run(services.devices.refresh());
  await measure(mfp);
  const { outcome, sent } = await close(mfp, 4);
  expect(outcome).toMatchObject({ kind: 'failed', fault: { feature: 'foreign-destroy' } });
  expect(sent).toBe(false);
});

test('the buffers that were measured are the ones that are sent', async () => {
  const { run, services, simulator, measure, close } = openBench('office');
  simulator.controls.setPersonality(mfp, { destroyWantsOutput: true });
  await run(services.devices.refresh());
  await measure(mfp);
  expect((await close(mfp, 4)).outcome.kind).toBe('freed');
});

test('it is audited before and after', async () => {
  const { run, services, audit, measure } = openBench('office');
  await run(services.devices.refresh());
  await measure(mfp);
  expect(audit()).toMatchObject([
    { record: 'measure-start', simulated: true, device: { id: mfp } },
    { record: 'measure-end', profile: { origin: 'measured' }, leftBehind: [], fault: null },
  ]);
});

test('nothing is sent when the audit trail cannot be written', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  const { run, services, simulator, measure } = openBench('office', join(folder, 'file'));
  await run(services.devices.refresh());
  const { opens } = simulator.controls.counters(mfp);
  expect(await measure(mfp)).toMatchObject({
    fault: { kind: 'audit-unwritable' },
  });
  expect(simulator.controls.counters(mfp).opens).toBe(opens);
});

test('the report names no person, computer or printer', async () => {
  const { run, services, measure } = openBench('office');
  await run(services.devices.refresh());
  const calibrated = await measure(mfp);
  if (!calibrated.ok) throw new Error(calibrated.fault.kind);
  const { report } = calibrated.value;
  expect(v.parse(FieldReportSchema, JSON.parse(JSON.stringify(report)))).toEqual(report);
  expect(report.observations.length).toBeGreaterThan(10);
  expect(JSON.stringify(report)).not.toMatch(/M1522|LaserJet|SIMULATED\\/i);
});

test('a second measurement of one device is refused, the first can be stopped', async () => {
  const { run, services, simulator, measure, begin } = openBench('office');
  await run(services.devices.refresh());
  const first = begin<'measure'>({ kind: 'measure', deviceId: mfp });
  expect(await measure(mfp)).toMatchObject({
    fault: { kind: 'busy', operation: 'measure' },
  });
  services.operations.cancel(first.id);
  expect(await run(first.report)).toMatchObject({ fault: { kind: 'cancelled' } });
  expect(simulator.controls.holdings(mfp)).toMatchObject({ hostSockets: [4], openHandles: 0 });
  expect(services.session.state.devices[mfp]?.profile.origin).toBe('declared');
});

test.each(['late', 'no harmless service'] as const)(
  'a measurement that found less changes nothing: %s',
  async (why) => {
    const { run, services, simulator, audit, measure } = openBench('office');
    await run(services.devices.refresh());
    const before = services.session.state.devices[mfp]?.profile;
    const ntstatus = ntStatus('STATUS_OBJECT_NAME_NOT_FOUND');
    if (why === 'late')
      simulator.controls.setFault(mfp, 'WAIT_FOR_CHANNEL', { kind: 'delay', delayMs: 5_000 });
    else simulator.controls.setFault(mfp, 'CREATE_SOCKET', { kind: 'force-status', ntstatus });
    expect(await measure(mfp)).toMatchObject({
      ok: true,
      value: { keptEarlier: true },
    });
    expect(services.session.state.devices[mfp]?.profile).toEqual(before);
    expect(audit().at(-1)).toMatchObject({ record: 'measure-end', fault: null });
    simulator.controls.clearFaults(mfp);
    expect(await measure(mfp)).toMatchObject({ value: { keptEarlier: false } });
    expect(services.session.state.devices[mfp]?.profile.origin).toBe('measured');
  },
);

test('with a driver that says success to all nothing is looked at, and nothing is said to be freed', async () => {
  const { run, services, simulator, measure, scan, close, ask } = openBench('office');
  simulator.controls.setPersonality(mfp, { answersSuccessToAll: true });
  await run(services.devices.refresh());
  await measure(mfp);
  expect(services.session.state.devices[mfp]?.profile).toMatchObject({
    origin: 'measured',
    answersSuccessToAll: 'yes',
  });
  const because = 'answers-success-to-all';
  expect(await scan(mfp)).toMatchObject({ fault: { kind: 'profile-forbids', because } });
  expect((await close(mfp, 200)).outcome).toMatchObject({ kind: 'unconfirmed', because });
  expect(await ask<'probe'>({ kind: 'probe', deviceId: mfp, open: false })).toMatchObject({
    fault: { because },
  });
});
