import { expect, test } from 'vitest';
import { openBench } from '../testing/bench.ts';

const mfp = 'sim-m1522nf';

test('refreshing opens nothing and asks the driver nothing', async () => {
  const { run, services, simulator } = openBench('office');
  await run(services.devices.refresh());
  const { opens, sent } = simulator.controls.counters(mfp);
  expect(Object.keys(services.session.state.devices)).toHaveLength(3);
  // one open is that of the program that leaked the channel
  expect(opens).toBe(1);
  expect(sent.WAIT_FOR_CHANNEL).toBe(0);
});

test('a scan finds what the driver holds and nothing else, and closes its link', async () => {
  const { run, services, simulator, scan } = openBench('office');
  await run(services.devices.refresh());
  const report = await scan(mfp);
  expect(report).toEqual({
    ok: true,
    value: { found: 1, unclear: 0, caughtChannels: 0, stillOpenChannels: 0 },
  });
  expect(services.session.state.channels[`${mfp}#4#1`]?.facts.exists).toMatchObject({
    confidence: 'confirmed',
  });
  expect(simulator.controls.holdings(mfp)).toMatchObject({ openHandles: 0, pendingRequests: 0 });
  expect(services.session.state.devices[mfp]?.scan.kind).toBe('done');
});

test('a loop that is held while sockets are asked about makes none of them exist', async () => {
  const { clock, run, services, begin } = openBench('office');
  await run(services.devices.refresh());
  const scanning = begin<'scan'>({ kind: 'scan', deviceId: mfp });
  let held = 0;
  clock.after(3, function hold() {
    clock.hold(300);
    held += 1;
    if (held < 20) clock.after(3, hold);
  });
  expect(await run(scanning.report)).toMatchObject({ ok: true, value: { found: 1, unclear: 0 } });
});

test('a channel that the printer opens to a probe is closed again and reported', async () => {
  const { clock, run, services, simulator, begin } = openBench('office');
  const idle = 'sim-3055';
  const { world } = simulator.controls;
  world.startProgram('listener.exe').createSocket(idle, 'HP-FAX-SEND');
  const [hostSocket = 0] = simulator.controls.holdings(idle).hostSockets;
  await run(services.devices.refresh());
  const scanning = begin<'scan'>({ kind: 'scan', deviceId: idle });
  let caught = false;
  clock.after(0, function offer() {
    caught = simulator.controls.peripheralOpensChannel(idle, hostSocket);
    if (!caught) clock.after(1, offer);
  });
  expect(await run(scanning.report)).toMatchObject({
    ok: true,
    value: { found: 1, caughtChannels: 1, stillOpenChannels: 0 },
  });
  expect(caught).toBe(true);
  expect(simulator.controls.holdings(idle).openChannels).toBe(0);
});

test('a scan that is cancelled ends and leaves nothing pending', async () => {
  const { clock, run, services, simulator, begin } = openBench('full');
  await run(services.devices.refresh());
  const [deviceId = ''] = Object.keys(services.session.state.devices);
  const before = simulator.controls.holdings(deviceId).openHandles;
  const scanning = begin<'scan'>({ kind: 'scan', deviceId: deviceId });
  clock.after(60, () => services.operations.cancel(scanning.id));
  expect(await run(scanning.report)).toMatchObject({ ok: false, fault: { kind: 'cancelled' } });
  expect(simulator.controls.holdings(deviceId)).toMatchObject({ openHandles: before, pendingRequests: 0 });
  expect(services.session.state.devices[deviceId]?.scan.kind).toBe('failed');
});

test('two scans of one device at once', async () => {
  const { run, services, scan, begin } = openBench('office');
  await run(services.devices.refresh());
  const first = begin<'scan'>({ kind: 'scan', deviceId: mfp });
  expect(await scan(mfp)).toMatchObject({ fault: { kind: 'busy', operation: 'scan' } });
  expect((await run(first.report)).ok).toBe(true);
});

test('a driver that cannot be asked is not asked', async () => {
  const { run, services, simulator, scan } = openBench('office');
  simulator.controls.setPersonality(mfp, { waitForChannel: 'missing' });
  await run(services.devices.refresh());
  expect(await scan(mfp)).toMatchObject({
    ok: false,
    fault: { kind: 'profile-forbids', feature: 'scan', because: 'no-existence-probe' },
  });
  expect(simulator.controls.counters(mfp).sent.WAIT_FOR_CHANNEL).toBe(0);
});

test('a look around takes up what became known of a driver meanwhile, and opens nothing for it', async () => {
  const { run, services, simulator } = openBench('office');
  await run(services.devices.refresh());
  const { opens } = simulator.controls.counters(mfp);
  simulator.controls.setPersonality(mfp, { sharing: 'process' });
  await run(services.devices.observeAll());
  expect(services.session.state.devices[mfp]?.profile.foreignDestroy).toBe('refused');
  expect(simulator.controls.counters(mfp).opens).toBe(opens);
});
