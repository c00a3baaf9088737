import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StepName } from '#app/calibration/observation.ts';
import { createSimulator } from '#native';
import { createVirtualClock, ordinaryPersonality } from '#native/testing.ts';
import type { Personality } from '#native/testing.ts';
import { keepsForEver, observable, personality, singlePersonalities } from '../../testing/personalities.ts';
import { noNotes } from '../socket-notes.ts';
import { measureDriver } from './measure-driver.ts';
import type { MeasureOptions } from './measure-driver.ts';

const id = 'sim-test';

const driverLike = (personalityOf: Partial<Personality>) => {
  const clock = createVirtualClock();
  const simulator = createSimulator({
    clock,
    build: (world) =>
      void world.addPrinter({ id, name: 'Test printer', queue: 'Test', personality: personalityOf }),
  });
  const measure = (options: Partial<MeasureOptions> = {}, notes = noNotes) => {
    const all = { signal: new AbortController().signal, onStep: () => undefined, ...options };
    return clock.runUntil(measureDriver(simulator, id, clock, notes, all));
  };
  return { clock, simulator, measure, holdings: () => simulator.controls.holdings(id) };
};

const named = async (asked: Personality): Promise<void> => {
  const { clock, measure, holdings } = driverLike(asked);
  const before = clock.now();
  const measured = await measure();
  if (!measured.ok) throw new Error(JSON.stringify(measured.fault));
  const { profile, leftBehind } = measured.value;
  expect(profile).toMatchObject({ origin: 'measured', ...observable(asked) });
  expect(clock.now() - before).toBeLessThan(10_000);
  const { hostSockets, openChannels, openHandles, pendingRequests } = holdings();
  expect({ openChannels, openHandles, pendingRequests }).toEqual({
    openChannels: 0,
    openHandles: 0,
    pendingRequests: 0,
  });
  expect(hostSockets).toEqual(leftBehind);
  expect(leftBehind).toHaveLength(keepsForEver(asked) ? 1 : 0);
};

test.each(singlePersonalities)('a driver that is %s is named', (_, asked) => named(asked));

test('any mix of personalities is named', async () => {
  await fc.assert(fc.asyncProperty(personality, named), { numRuns: 150 });
});

test('sockets of others stay, also where the highest numbers are theirs', async () => {
  const { simulator, measure, holdings } = driverLike({});
  const { world } = simulator.controls;
  const [keeper, passer] = [world.startProgram('keeper.exe'), world.startProgram('passer.exe')];
  // Numbers are given from the lowest: what fills the room below 253 goes again, and three of the highest stay.
  for (let i = 0; i < 252; i++) passer.createSocket(id, 'HP-SCAN');
  const kept = [1, 2, 3].map(() => keeper.createSocket(id, 'HP-SCAN').hostSocket);
  passer.finishWith(id);
  expect(kept).toEqual([253, 254, 255]);
  const measured = await measure();
  expect(measured).toMatchObject({ ok: true, value: { profile: observable(ordinaryPersonality) } });
  expect(holdings().hostSockets).toEqual(kept);
});

test('cancelled at any step, nothing of ours is left', async () => {
  const steps: StepName[] = [];
  await driverLike({}).measure({ onStep: (step) => steps.push(step) });
  expect(steps).toHaveLength(13);
  for (const stopAt of steps) {
    const { measure, holdings } = driverLike({});
    const abort = new AbortController();
    const onStep = (step: StepName): void => {
      if (step === stopAt) abort.abort();
    };
    const stopped = await measure({ signal: abort.signal, onStep });
    expect(stopped).toMatchObject({ ok: false, fault: { kind: 'cancelled' } });
    expect(holdings()).toMatchObject({
      hostSockets: [],
      openChannels: 0,
      openHandles: 0,
      pendingRequests: 0,
    });
  }
});

test('a device that leaves half way is a fault', async () => {
  const { simulator, measure } = driverLike({});
  const onStep = (step: StepName): void => {
    if (step === 'channel') simulator.controls.world.unplug(id);
  };
  expect(await measure({ onStep })).toMatchObject({ ok: false, fault: { kind: 'refused' } });
});

test('a driver that answers nothing takes no longer than 10 s, and stays unknown', async () => {
  const { clock, simulator, measure } = driverLike({});
  for (const request of ['CREATE_SOCKET', 'DESTROY_SOCKET'] as const)
    simulator.controls.setFault(id, request, { kind: 'stall' });
  const before = clock.now();
  const measured = await measure();
  expect(measured).toMatchObject({ ok: true, value: { profile: { creatorEnds: 'unknown', shapes: {} } } });
  expect(clock.now() - before).toBeLessThan(10_000);
});

test('every socket that is made is noted and crossed out again', async () => {
  const noted: string[] = [];
  await driverLike({}).measure(
    {},
    {
      made: (hostSocket) => void noted.push(`+${hostSocket}`),
      gone: (hostSocket) => void noted.push(`-${hostSocket}`),
      stillOurs: () => [],
      take: () => false,
    },
  );
  expect(noted.filter((one) => one.startsWith('+')).length).toBeGreaterThan(4);
  expect(noted.length % 2).toBe(0);
});

test('what an earlier measurement left is not touched: a close with its guards is for that', async () => {
  const { simulator, measure, holdings } = driverLike({});
  const killed = simulator.controls.world.startProgram('Unjam');
  const { hostSocket } = killed.createSocket(id, 'ECHO');
  killed.die();
  const measured = await measure({}, { ...noNotes, stillOurs: () => [hostSocket], take: () => true });
  expect(measured).toMatchObject({ ok: true, value: { leftBehind: [] } });
  expect(holdings().hostSockets).toEqual([hostSocket]);
});

test('without a number that is known not to exist, no socket is destroyed by asking', async () => {
  for (const personality of [{ waitForChannel: 'missing' }, { answersSuccessToAll: true }] as const) {
    const { simulator, measure, holdings } = driverLike(personality);
    const { world } = simulator.controls;
    const [keeper, passer] = [world.startProgram('keeper.exe'), world.startProgram('passer.exe')];
    for (let i = 0; i < 245; i++) passer.createSocket(id, 'HP-SCAN');
    const kept = Array.from({ length: 10 }, () => keeper.createSocket(id, 'HP-SCAN').hostSocket);
    passer.finishWith(id);
    expect(kept).toContain(255);
    const measured = await measure();
    expect(measured).toMatchObject({ ok: true, value: { profile: { unknownSocketStatus: null } } });
    expect(holdings().hostSockets).toEqual(kept);
  }
});

test('a clock that is set while a driver is measured changes nothing', async () => {
  for (const byMs of [-3_600_000, 86_400_000]) {
    const { clock, measure } = driverLike({});
    const measured = await measure({ onStep: (step) => step === 'channel' && clock.set(byMs) });
    if (!measured.ok) throw new Error(measured.fault.kind);
    const { timings } = measured.value.profile;
    expect(timings?.totalMs).toBeGreaterThan(0);
    expect(timings?.totalMs).toBeLessThan(10_000);
    expect(measured.value.observations.every(({ ms }) => ms < 1_000)).toBe(true);
  }
});

test.each([
  [0, 100],
  [60, 252],
  [150, 612],
  [400, 1612],
])('refusals %s ms late: a question waits %s ms from then on', async (delayMs, probeMs) => {
  const { simulator, measure } = driverLike({});
  simulator.controls.setFault(id, 'WAIT_FOR_CHANNEL', { kind: 'delay', delayMs });
  const measured = await measure();
  expect(measured).toMatchObject({
    ok: true,
    value: { isWhole: true, profile: { existenceProbe: 'wait-for-channel', probeMs } },
  });
});

test.each(['WAIT_FOR_CHANNEL', 'DESTROY_SOCKET', 'CREATE_SOCKET', 'OPEN_CHANNEL'] as const)(
  'a driver that does not answer %s was not measured whole',
  async (request) => {
    const { simulator, measure } = driverLike({});
    simulator.controls.setFault(id, request, { kind: 'delay', delayMs: 30_000 });
    const measured = await measure();
    expect(measured).toMatchObject({ ok: true, value: { isWhole: false } });
    if (measured.ok) expect(measured.value.profile.existenceProbe).not.toBe('none');
  },
);
