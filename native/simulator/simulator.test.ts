import { expect, test } from 'vitest';
import type { Discovery } from '#app/dot4/device.ts';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import { patient, present, socketArguments, testBench } from './test-bench.ts';

test('refuses to open as it is told, and opens again afterwards', async () => {
  const bench = testBench();
  for (const [name, kind] of [
    ['STATUS_ACCESS_DENIED', 'access-denied'],
    ['STATUS_SHARING_VIOLATION', 'open-failed'],
  ] as const) {
    bench.controls.refuseOpen(bench.id, ntStatus(name));
    const fault = await bench.fault(bench.simulator.open(bench.id, patient));
    expect(fault).toEqual({ kind, deviceId: bench.id, ntstatus: ntStatus(name) });
  }
  bench.controls.refuseOpen(bench.id, null);
  await bench.open();
});

test('looks at the PC within its deadline, or says that it did not', async () => {
  const { simulator, fault, id } = testBench();
  expect(await fault(simulator.discover({ deadlineMs: 1 }))).toMatchObject({ systemError: 1460 });
  const signal = AbortSignal.abort();
  expect(await fault(simulator.discover({ ...patient, signal }))).toMatchObject({ systemError: 995 });
  expect(await fault(simulator.open(id, { deadlineMs: 1 }))).toEqual({ kind: 'not-answering', deviceId: id });
});

test('answers after close, with faults', async () => {
  const { simulator, fault, id } = testBench();
  await simulator.close();
  await simulator.close();
  expect((await fault(simulator.discover(patient))).kind).toBe('discovery-failed');
  expect(await fault(simulator.open(id, patient))).toEqual({ kind: 'device-gone', deviceId: id });
});

test('a look that is under way when the simulator closes is answered', async () => {
  const { simulator, fault } = testBench();
  const looking = simulator.discover(patient);
  await simulator.close();
  expect((await fault(looking)).kind).toBe('discovery-failed');
});

test('hands what is there to watchers when it changes, until they stop', () => {
  const { simulator, controls, id } = testBench();
  const seen: number[] = [];
  const watcher = ({ devices }: Discovery): void => void seen.push(devices.length);
  const stop = simulator.watch(watcher);
  simulator.watch(watcher);
  controls.world.unplug(id);
  controls.world.unplug(id);
  expect(seen).toEqual([0, 0]);
  stop();
  controls.world.plugIn(id);
  expect(seen).toEqual([0, 0, 1]);
  expect(controls.looks().discoveries).toBe(0);
});

test('an unplugged device is known and gone', async () => {
  const { simulator, controls, fault, value, id } = testBench();
  controls.world.unplug(id);
  const gone = { kind: 'device-gone', deviceId: id };
  expect(await fault(simulator.open(id, patient))).toEqual(gone);
  expect((await value(simulator.look(patient))).size).toBe(0);
});

test('a request takes a few milliseconds of the clock', async () => {
  const bench = testBench({ latencyMs: 4 });
  const link = await bench.open();
  const started = bench.clock.now();
  await bench.value(link.createSocket(socketArguments, patient));
  expect(bench.clock.now() - started).toBe(4);
});

test('a program that dies leaves its sockets, and its handles are closed', () => {
  const { controls, id } = testBench();
  const scanner = controls.world.startProgram('scan.exe');
  scanner.openChannel(id, scanner.createSocket(id, 'HP-SCAN').hostSocket);
  expect(controls.holdings(id)).toMatchObject({ hostSockets: [4], openChannels: 1, openHandles: 1 });
  scanner.die();
  expect(controls.holdings(id)).toMatchObject({ hostSockets: [4], openChannels: 1, openHandles: 0 });
  expect(controls.counters(id)).toMatchObject({ opens: 1, closes: 1 });
  expect(() => scanner.createSocket(id, 'HP-SCAN')).toThrow('scan.exe has ended');
});

test('two programs keep two handles; one that lived through an unplugging opens anew', () => {
  const { controls, id } = testBench();
  const one = controls.world.startProgram('one.exe');
  const two = controls.world.startProgram('two.exe');
  expect(one.identity.pid).not.toBe(two.identity.pid);
  one.open(id);
  two.open(id);
  controls.world.unplug(id);
  controls.world.plugIn(id);
  expect(controls.holdings(id).openHandles).toBe(0);
  one.createSocket(id, 'HP-SCAN');
  expect(controls.holdings(id)).toMatchObject({ hostSockets: [4], openHandles: 1 });
});

test('the printer sends data on a channel by itself', async () => {
  const bench = testBench();
  const link = await bench.open();
  const { hostSocket } = await bench.value(
    link.createSocket({ ...socketArguments, type: 'packet' }, patient),
  );
  const { channelHandle } = await bench.value(link.openChannel({ hostSocket, addActivity: true }, patient));
  const noticing = link.waitActivity(patient);
  await bench.clock.advance(5);
  bench.controls.peripheralSends(bench.id, channelHandle, Uint8Array.from([7, 8, 9]));
  expect(await bench.value(noticing)).toMatchObject({ message: 'message-received', byteCount: 3 });
  const read = await bench.value(link.read({ channelHandle, size: 100, timeoutMs: 0 }, patient));
  expect([...read]).toEqual([7, 8, 9]);
});

test('whoever asks while a look is under way shares it, and a guard has one that began later', async () => {
  const { simulator, controls, clock, value, id } = testBench();
  const { world } = controls;
  world.slowSources.set('spooler', 2_000);
  const jobsIn = async (look: ReturnType<typeof simulator.look>) =>
    present((await value(look)).get(id)).observations.filter(({ evidence }) => evidence.kind === 'job')
      .length;
  const [table, other] = [simulator.look(patient), simulator.look(patient)];
  await clock.advance(1_900);
  world
    .printer(id)
    .queue.print({ document: 'A', user: 'ann', pagesDone: 0, pagesTotal: 9, pageEveryMs: 1_000 });
  const askedAt = clock.monotonicMs();
  const guard = simulator.look({ ...patient, fresh: true });
  expect(await jobsIn(table)).toBe(0);
  expect(await jobsIn(other)).toBe(0);
  expect(await jobsIn(guard)).toBe(1);
  expect(present((await value(guard)).get(id)).begunAtMs).toBeGreaterThanOrEqual(askedAt);
  expect(present((await value(table)).get(id)).begunAtMs).toBeLessThan(askedAt);
  expect(controls.looks().looks).toBe(2);
});

test('a source that takes longer than its share is late and costs the others nothing', async () => {
  const { simulator, controls, clock, value, id } = testBench();
  controls.world.slowSources.set('spooler', 2_401);
  const started = clock.monotonicMs();
  const { sources } = present((await value(simulator.look({ deadlineMs: 3_000 }))).get(id));
  expect(sources.filter(({ result }) => result.kind === 'not-looked').map(({ source }) => source)).toEqual([
    'spooler',
  ]);
  expect(clock.monotonicMs() - started).toBe(2_400);
});

test('a driver goes on while our loop is held: what it had answered in time counts', async () => {
  const bench = testBench();
  const link = await bench.open();
  bench.controls.setFault(bench.id, 'WAIT_FOR_CHANNEL', { kind: 'delay', delayMs: 60 });
  const args = { hostSocket: 200, addActivity: false };
  const probe = link.waitForChannel(args, { deadlineMs: 100 });
  bench.clock.hold(300);
  expect(await bench.fault(probe)).toMatchObject({ kind: 'refused' });
});
