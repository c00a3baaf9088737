import { expect, test } from 'vitest';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import { notMeasured } from '#app/dot4/profile.ts';
import { declaredProfile, ordinary, type Personality } from './personality.ts';
import { patient, socketArguments, testBench } from './test-bench.ts';

/** What a driver of this personality does with a socket that another program leaked. */
const meet = async (personality: Partial<Personality>) => {
  const bench = testBench({ personality });
  const program = bench.controls.world.startProgram('leaky.exe');
  const { hostSocket } = program.createSocket(bench.id, 'HP-SCAN');
  program.die();
  const link = await bench.open();
  const args = { hostSocket, addActivity: false };
  const probe = await bench.clock.runUntil(link.waitForChannel(args, { deadlineMs: 50 }));
  const unknown = await bench.clock.runUntil(link.destroySocket({ hostSocket: 200 }, patient));
  const destroy = await bench.clock.runUntil(link.destroySocket({ hostSocket }, patient));
  const device = bench.controls.world.printer(bench.id).device;
  return { probe, unknown, destroy, profile: bench.simulator.profileOf(device) };
};

const refused = (request: string, name: Parameters<typeof ntStatus>[0]) => ({
  ok: false,
  fault: { kind: 'refused', request, ntstatus: ntStatus(name) },
});

test('ordinary: does what its profile declares', async () => {
  const { probe, unknown, destroy, profile } = await meet({});
  expect(probe).toMatchObject({ fault: { kind: 'deadline', withdrawn: true } });
  expect(unknown).toEqual(refused('DESTROY_SOCKET', 'STATUS_NOT_FOUND'));
  expect(destroy).toEqual({ ok: true, value: undefined });
  expect(profile).toMatchObject({
    ...{ schema: 2, origin: 'declared', unknownSocketStatus: 0xc0000225, existenceProbe: 'wait-for-channel' },
    ...{ probeCancellation: 'works', foreignDestroy: 'allowed', destroyWithOpenChannel: 'takes-down' },
  });
});

for (const sharing of ['process', 'handle'] as const)
  test(`sockets of one ${sharing}: foreign ones are refused`, async () => {
    const { probe, destroy, profile } = await meet({ sharing });
    expect(probe).toEqual(refused('WAIT_FOR_CHANNEL', 'STATUS_ACCESS_DENIED'));
    expect(destroy).toEqual(refused('DESTROY_SOCKET', 'STATUS_ACCESS_DENIED'));
    expect(profile.foreignDestroy).toBe('refused');
  });

test('sharing by process: another handle of ours may use our socket; by handle it may not', async () => {
  for (const [sharing, allowed] of [
    ['process', true],
    ['handle', false],
  ] as const) {
    const bench = testBench({ personality: { sharing } });
    const [one, other] = [await bench.open(), await bench.open()];
    const { hostSocket } = await bench.value(one.createSocket(socketArguments, patient));
    const answer = await bench.clock.runUntil(other.destroySocket({ hostSocket }, patient));
    expect(answer.ok).toBe(allowed);
  }
});

test('a driver that frees leaves no leak behind', async () => {
  const { probe, destroy } = await meet({ creatorEnds: 'frees' });
  expect(probe).toEqual(refused('WAIT_FOR_CHANNEL', 'STATUS_NOT_FOUND'));
  expect(destroy).toEqual(refused('DESTROY_SOCKET', 'STATUS_NOT_FOUND'));
});

test('no WAIT_FOR_CHANNEL: nothing to probe with', async () => {
  const { probe, profile } = await meet({ waitForChannel: 'missing' });
  expect(probe).toEqual(refused('WAIT_FOR_CHANNEL', 'STATUS_INVALID_DEVICE_REQUEST'));
  expect(profile).toMatchObject({ existenceProbe: 'none', probeCancellation: 'unknown' });
});

test('a WAIT_FOR_CHANNEL that cannot be cancelled is not withdrawn, and its socket can still be destroyed', async () => {
  const { probe, destroy, profile } = await meet({ waitForChannel: 'not-cancellable' });
  expect(probe).toMatchObject({ fault: { kind: 'deadline', withdrawn: false } });
  expect(destroy.ok).toBe(true);
  expect(profile).toMatchObject({ existenceProbe: 'wait-for-channel', probeCancellation: 'fails' });
});

test('nothing from user mode', async () => {
  const { probe, destroy, profile } = await meet({ userMode: 'refused' });
  expect(probe).toEqual(refused('WAIT_FOR_CHANNEL', 'STATUS_INVALID_DEVICE_REQUEST'));
  expect(destroy).toEqual(refused('DESTROY_SOCKET', 'STATUS_INVALID_DEVICE_REQUEST'));
  expect(profile).toMatchObject({
    existenceProbe: 'none',
    foreignDestroy: 'refused',
    unknownSocketStatus: null,
  });
});

test('exclusive open: the second open is a sharing violation until the first closes', async () => {
  const bench = testBench({ personality: { exclusiveOpen: true } });
  const link = await bench.open();
  const fault = await bench.fault(bench.simulator.open(bench.id, patient));
  expect(fault).toMatchObject({ kind: 'open-failed', ntstatus: { name: 'STATUS_SHARING_VIOLATION' } });
  await bench.clock.runUntil(link.close());
  await bench.open();
});

test('the busy personality is declared', () => {
  const busy = declaredProfile({ ...ordinary, destroyWithOpenChannel: 'busy' });
  expect(busy.destroyWithOpenChannel).toBe('busy');
});

test('a device that is not ours has no profile', () => {
  const bench = testBench();
  const { device } = bench.controls.world.printer(bench.id);
  expect(bench.simulator.profileOf({ ...device, id: 'other' })).toEqual(notMeasured);
});
