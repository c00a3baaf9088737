import { expect, test } from 'vitest';
import * as v from 'valibot';
import { DeviceSchema } from '#app/dot4/device.ts';
import { printSocket } from '#app/dot4/sockets.ts';
import { EvidenceSchema } from '#app/evidence/evidence.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import { scenarioIds, type ScenarioId } from '#app/practice/scenarios.ts';
import { scenarioWords } from '#app/words/scenarios.ts';
import { createSimulator } from './simulator.ts';
import { patient, present, socketArguments } from './test-bench.ts';
import { createVirtualClock } from './virtual-clock.ts';

const play = (scenario: ScenarioId) => {
  const clock = createVirtualClock();
  const simulator = createSimulator({ scenario, clock });
  const value = async <T>(answer: Promise<Result<T, Fault>>): Promise<T> => {
    const result = await clock.runUntil(answer);
    if (!result.ok) throw new Error(JSON.stringify(result.fault));
    return result.value;
  };
  const devices = async () => (await value(simulator.discover(patient))).devices;
  const sights = () => value(simulator.look(patient));
  return { clock, simulator, controls: simulator.controls, value, devices, sights };
};

test('every scenario has a title of its own', () => {
  expect(new Set(scenarioIds.map((id) => scenarioWords[id])).size).toBe(scenarioIds.length);
});

test.each(scenarioIds)(
  '%s: devices are valid, obviously simulated, and the same on every run',
  async (id) => {
    const first = await play(id).devices();
    expect(await play(id).devices()).toEqual(first);
    for (const device of first) {
      v.parse(DeviceSchema, device);
      expect(device.id).toMatch(/^sim-/);
      expect(device.instanceId).toMatch(/^DOT4\\SIMULATED\\/);
    }
  },
);

test.each(scenarioIds)('%s: everything observed is evidence', async (id) => {
  const { sights, devices } = play(id);
  const seen = await sights();
  expect([...seen.keys()]).toEqual((await devices()).map((device) => device.id));
  for (const { observations } of seen.values())
    for (const { evidence } of observations) v.parse(EvidenceSchema, evidence);
});

test.each(scenarioIds)('%s: the closed simulator leaves no timer', async (id) => {
  const { clock, simulator, devices, value } = play(id);
  for (const device of await devices()) await clock.runUntil(simulator.open(device.id, patient));
  await value(simulator.discover(patient));
  await simulator.close();
  expect(clock.timers).toBe(0);
});

test('office: a leaked scan channel without a holder, a job in progress, an idle printer', async () => {
  const { clock, simulator, controls, devices, sights, value } = play('office');
  expect((await devices()).map(({ id }) => id)).toEqual(['sim-m1522nf', 'sim-p2055d', 'sim-3055']);
  expect(controls.holdings('sim-m1522nf')).toMatchObject({
    hostSockets: [4],
    openChannels: 1,
    openHandles: 0,
  });
  expect(controls.holdings('sim-3055')).toMatchObject({ hostSockets: [], openChannels: 0, openHandles: 0 });
  const processes = present((await sights()).get('sim-m1522nf')).observations.filter(
    ({ evidence }) => evidence.kind === 'process',
  );
  expect(processes).toEqual([]);
  const job = async () => {
    const { observations } = present((await sights()).get('sim-p2055d'));
    return observations.flatMap(({ evidence }) => (evidence.kind === 'job' ? [evidence.job] : []))[0];
  };
  expect(await job()).toMatchObject({ pagesDone: 37, pagesTotal: 210, inProgress: true });
  await clock.advance(60_000);
  expect((await job())?.pagesDone).toBe(70);

  const link = await value(simulator.open('sim-m1522nf', patient));
  await value(link.destroySocket({ hostSocket: 4 }, patient));
  expect(controls.holdings('sim-m1522nf')).toMatchObject({ hostSockets: [], openChannels: 0 });
});

test('empty and no-driver: no device, and which of the two it is', async () => {
  const empty = play('empty');
  expect(await empty.value(empty.simulator.discover(patient))).toEqual({
    devices: [],
    driverPackage: 'installed',
  });
  const none = play('no-driver');
  expect(await none.value(none.simulator.discover(patient))).toEqual({
    devices: [],
    driverPackage: 'absent',
  });
});

test('access-denied: found, and not to be opened', async () => {
  const { clock, simulator, devices } = play('access-denied');
  const [device] = await devices();
  const opened = await clock.runUntil(simulator.open(present(device).id, patient));
  expect(opened).toMatchObject({
    fault: { kind: 'access-denied', ntstatus: { code: 0xc0000022, name: 'STATUS_ACCESS_DENIED' } },
  });
});

test('unplug: gone while DESTROY_SOCKET is answered, back ten seconds later with no sockets', async () => {
  const { clock, simulator, controls, devices, value } = play('unplug');
  const changes: number[] = [];
  const started = clock.now();
  simulator.watch(() => changes.push(clock.now() - started));
  const link = await value(simulator.open('sim-m1522nf', patient));
  const destroying = await clock.runUntil(link.destroySocket({ hostSocket: 4 }, patient));
  expect(destroying).toMatchObject({
    fault: { kind: 'refused', request: 'DESTROY_SOCKET', ntstatus: { name: 'STATUS_DEVICE_NOT_CONNECTED' } },
  });
  expect(await devices()).toEqual([]);
  expect(changes).toHaveLength(1);
  await clock.advance(10_000);
  expect(changes).toHaveLength(2);
  expect(present(changes[1]) - present(changes[0])).toBe(10_000);
  expect(await devices()).toHaveLength(1);
  expect(controls.holdings('sim-m1522nf')).toMatchObject({ hostSockets: [], openHandles: 0 });

  const late = await clock.runUntil(link.destroySocket({ hostSocket: 4 }, patient));
  expect(late).toMatchObject({ fault: { ntstatus: { name: 'STATUS_DEVICE_NOT_CONNECTED' } } });
  const fresh = await value(simulator.open('sim-m1522nf', patient));
  const again = await clock.runUntil(fresh.destroySocket({ hostSocket: 4 }, patient));
  expect(again).toMatchObject({ fault: { ntstatus: { name: 'STATUS_NOT_FOUND' } } });
  expect(await devices()).toHaveLength(1);
});

test('full: 128 channels, and the next one is refused until one goes', async () => {
  const { clock, simulator, controls, devices, value } = play('full');
  const [device] = await devices();
  const id = present(device).id;
  expect(controls.holdings(id).openChannels).toBe(128);
  const link = await value(simulator.open(id, patient));
  const { hostSocket } = await value(link.createSocket({ ...socketArguments, service: 'ECHO' }, patient));
  const args = { hostSocket, addActivity: false };
  expect(await clock.runUntil(link.openChannel(args, patient))).toMatchObject({
    fault: { kind: 'refused', ntstatus: { name: 'STATUS_INSUFFICIENT_RESOURCES' } },
  });
  await value(link.destroySocket({ hostSocket: 100 }, patient));
  await value(link.openChannel(args, patient));
  expect(controls.holdings(id).openChannels).toBe(128);
});

test('crowd: 64 printers, all of whose 128 channels are taken', () => {
  const { controls } = play('crowd');
  const taken = controls.world.printers.map(({ device }) => controls.holdings(device.id).openChannels);
  expect(taken).toEqual(Array.from({ length: 64 }, () => 128));
});

test('unconfirmed: a stopped job, and a driver that takes no question whether its socket exists', async () => {
  const { clock, simulator, devices, value } = play('unconfirmed');
  const device = present((await devices())[0]);
  expect(simulator.profileOf(device)).toMatchObject({ existenceProbe: 'none' });
  const link = await value(simulator.open(device.id, patient));
  const socket = { hostSocket: printSocket };
  expect(await clock.runUntil(link.waitForChannel({ ...socket, addActivity: false }, patient))).toMatchObject(
    { ok: false },
  );
  expect(await clock.runUntil(link.destroySocket(socket, patient))).toMatchObject({ ok: true });
});
