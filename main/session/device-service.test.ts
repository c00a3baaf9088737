import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { defaultThresholds } from '#app/evidence/thresholds.ts';
import { looked } from '#app/evidence/source-report.ts';
import type { Device } from '#app/dot4/device.ts';
import { ok } from '#app/result.ts';
import { environment } from '#app/testing/stamped.ts';
import { createSimulator } from '#native';
import { createVirtualClock } from '#native/testing.ts';
import type { Dot4Driver } from '#native';
import { createServices } from '../services.ts';
import { sameLookMs } from './device-service.ts';
import { jobBehindSlowLook, openBench, temporaryFolder } from '../testing/bench.ts';

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

const openCrowd = (devices: number, kind: 'simulator' | 'windows' = 'simulator') => {
  const clock = createVirtualClock();
  const simulator = createSimulator({
    clock,
    build: (world) => {
      for (let number = 0; number < devices; number++)
        world.addPrinter({ id: `sim-${number}`, name: `Printer ${number}`, queue: `Queue ${number}` });
    },
  });
  const dataFolder = temporaryFolder();
  /** Only what is known of a driver with a version is kept in the file. */
  const discover: Dot4Driver['discover'] = async (options) => {
    const found = await simulator.discover(options);
    if (!found.ok) return found;
    const withVersion = (device: Device): Device => ({
      ...device,
      driver: { ...device.driver, version: '1.0' },
    });
    return ok({ ...found.value, devices: found.value.devices.map(withVersion) });
  };
  const services = createServices({
    ...{ driver: { ...simulator, kind, discover }, environment, clock, dataFolder, program: 'window' },
    audit: { append: () => Promise.resolve(ok(undefined)), flush: () => Promise.resolve(ok(undefined)) },
  });
  onTestFinished(async () => clock.runUntil(services.close()));
  return { clock, simulator, services, dataFolder };
};

test.each([1, 4, 16])(
  '%i devices cost one look and one discovery, and change the session at once',
  async (count) => {
    const { clock, simulator, services } = openCrowd(count);
    await clock.runUntil(services.devices.refresh());
    expect(simulator.controls.looks()).toEqual({ discoveries: 1, looks: 1 });
    let notified = 0;
    services.session.subscribe(() => (notified += 1));
    await clock.advance(sameLookMs);
    await clock.runUntil(services.devices.observeAll());
    expect(simulator.controls.looks()).toEqual({ discoveries: 1, looks: 2 });
    expect(notified).toBe(1);
    const times = Object.values(services.session.state.devices).flatMap(({ sources }) =>
      sources.map(({ at }) => at),
    );
    expect(new Set(times).size).toBe(1);
    expect(times).toHaveLength(4 * count);
  },
);

/** An office in which looks are made by hand. `tells`: whether a look tells the session something. */
const looking = async () => {
  const bench = openBench('office');
  const { run, services, clock } = bench;
  await run(services.devices.refresh());
  const tells = async (afterMs = 1_000): Promise<boolean> => {
    const before = services.session.state;
    await clock.advance(afterMs);
    await run(services.devices.observeAll());
    return services.session.state !== before;
  };
  while (await tells()) /* until it is known which programs work */ ;
  return { ...bench, tells };
};

test('what is seen again is told now and then, and anything else at once', async () => {
  const { simulator, services, tells } = await looking();
  const { world } = simulator.controls;
  const told = [];
  for (let second = 0; second < 30; second++) told.push(await tells());
  expect(told.filter(Boolean)).toHaveLength(3);
  world.queues[0]?.setStatus({ paused: true });
  expect(await tells()).toBe(true);
  expect(await tells()).toBe(false);
  services.session.dispatch({
    type: 'thresholds-set',
    thresholds: { ...defaultThresholds, holderIdle: 7 },
  });
  expect(await tells()).toBe(true);
  const evidence = { kind: 'probe-pended', source: 'driver-answer', at: 0 } as const;
  services.session.dispatch({ type: 'socket-looked-at', deviceId: mfp, hostSocket: 9, evidence });
  const before = services.session.state.devices;
  expect(await tells()).toBe(true);
  const after = services.session.state.devices;
  // only of the device whose channel changed
  expect(Object.keys(after).filter((id) => after[id] !== before[id])).toEqual([mfp]);
  world.startProgram('scan.exe').open(mfp);
  expect(await tells()).toBe(true);
});

test('that a program works on is told now and then; that it begins to work, at once', async () => {
  const { simulator, tells } = await looking();
  const program = simulator.controls.world.startProgram('scan.exe');
  program.open(mfp);
  expect([await tells(), await tells(), await tells()]).toEqual([true, false, false]);
  program.setWorking(false);
  expect([await tells(sameLookMs), await tells(), await tells(sameLookMs)]).toEqual([true, false, true]);
  program.setWorking(true);
  expect(await tells()).toBe(true);
});

test('where a look changes very many rows the loop is free in between, and what a guard saw then stays', async () => {
  const { clock, services, simulator } = openCrowd(12);
  await clock.runUntil(services.devices.refresh());
  const ids = Object.keys(services.session.state.devices);
  const evidence = { kind: 'probe-pended', source: 'driver-answer', at: clock.now() } as const;
  for (const deviceId of ids)
    for (let hostSocket = 1; hostSocket <= 100; hostSocket++)
      services.session.dispatch({ type: 'socket-looked-at', deviceId, hostSocket, evidence });
  const last = ids.at(-1) ?? '';
  const guardSaw = [looked('spooler', 7)];
  let notified = 0;
  services.session.subscribe(() => {
    notified += 1;
    if (notified > 1) return;
    const seen = { type: 'observed', at: clock.now(), deviceId: last, observations: [] } as const;
    services.session.dispatch({ ...seen, sources: guardSaw });
  });
  const before = simulator.controls.looks().looks;
  await clock.runUntil(services.devices.observeAll());
  expect(simulator.controls.looks().looks).toBe(before + 1);
  expect(notified).toBe(4);
  expect(services.session.state.devices[last]?.sources).toEqual(guardSaw);
});

test('a profile file that was damaged meanwhile is put aside and reported', async () => {
  const { clock, services, dataFolder } = openCrowd(1, 'windows');
  await clock.runUntil(services.devices.refresh());
  expect(services.session.state.notices).toEqual({});
  writeFileSync(join(dataFolder, 'profiles.json'), '{ half');
  await clock.runUntil(services.devices.observeAll());
  expect(Object.values(services.session.state.notices)).toMatchObject([{ fault: { kind: 'file-damaged' } }]);
});

test('a refresh shares no discovery that was under way before it', async () => {
  const { run, services, simulator } = openBench('office');
  const discover = vi.spyOn(simulator, 'discover');
  await run(services.devices.refresh());
  expect(discover).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ fresh: true }));
});

test('whoever acts on a look is shown what began while a slow one was under way', async () => {
  const { clock, run, services, simulator } = openBench('office');
  await run(services.devices.refresh());
  const { forTheTable } = await jobBehindSlowLook({ services, simulator, clock }, mfp);
  const seen = await run(services.devices.lookNow(mfp));
  await run(forTheTable);
  expect(seen.ok && seen.value.sight.observations.map(({ evidence }) => evidence.kind)).toContain('job');
  // and what the slow look saw before does not come over it
  expect(services.session.state.channels[`${mfp}#2#1`]?.facts.job.value?.document).toBe('A');
  expect(await run(services.devices.lookNow('elsewhere'))).toEqual({
    ok: false,
    fault: { kind: 'unknown-device', deviceId: 'elsewhere' },
  });
});
