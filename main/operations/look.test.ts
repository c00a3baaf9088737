import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DriverProfile } from '#app/dot4/profile.ts';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail } from '#app/result.ts';
import { createSimulator } from '#native';
import { createVirtualClock } from '#native/testing.ts';
import type { DeviceLink } from '#native';
import { lookAtSockets } from './look.ts';

const id = 'sim-look';
const everySocket = Array.from({ length: 255 }, (_none, index) => index + 1);

type Wait = DeviceLink['waitForChannel'];
/** What the driver does with the n-th WAIT_FOR_CHANNEL: answers it this much later, or refuses it. */
type Mood = (hostSocket: number, nth: number) => number | Fault;

const inTime: Mood = () => 0;

/** A device with this many sockets of a program that died, and a driver in this mood. */
const deviceWith = async (sockets: number, mood: Mood = inTime, probeMs: number | null = null) => {
  const clock = createVirtualClock();
  const simulator = createSimulator({
    clock,
    build: (world) => {
      world.addPrinter({ id, name: 'Printer', queue: 'Queue' });
      const program = world.startProgram('leaky.exe');
      for (let made = 0; made < sockets; made += 1) program.createSocket(id, 'HP-SCAN');
      program.die();
    },
  });
  onTestFinished(() => simulator.close());
  const exists = new Set(simulator.controls.holdings(id).hostSockets);
  const { device } = simulator.controls.world.printer(id);
  const profile: DriverProfile = { ...simulator.profileOf(device), probeMs };
  const opened = await clock.runUntil(simulator.open(id, { deadlineMs: 1000 }));
  if (!opened.ok) throw new Error(opened.fault.kind);
  let asked = 0;
  const waitForChannel: Wait = async (args, options) => {
    const answer = mood(args.hostSocket, asked);
    asked += 1;
    if (typeof answer !== 'number') return fail(answer);
    const { answerWithinMs: deadlineMs = 0 } = options;
    await new Promise<void>((resolve) => clock.after(Math.min(answer, deadlineMs), resolve));
    if (answer >= deadlineMs)
      return fail({ kind: 'deadline', request: 'WAIT_FOR_CHANNEL', deadlineMs, withdrawn: true });
    return opened.value.waitForChannel(args, { ...options, answerWithinMs: deadlineMs - answer });
  };
  const link: DeviceLink = { ...opened.value, waitForChannel };
  const look = async (asking: readonly number[] = everySocket) => {
    const from = clock.monotonicMs();
    const looked = await clock.runUntil(lookAtSockets(link, asking, profile, clock));
    if (!looked.ok) throw new Error(looked.fault.kind);
    return { evidence: looked.value, tookMs: clock.monotonicMs() - from };
  };
  return { clock, simulator, link, profile, exists, look, asked: () => asked };
};

/** No number that does not exist is said to, and none that exists is said to be gone. */
const isTruthful = (
  device: Awaited<ReturnType<typeof deviceWith>>,
  evidence: ReadonlyMap<number, { kind: string }>,
) => {
  for (const [hostSocket, { kind }] of evidence) {
    if (kind === 'probe-pended') expect(device.exists).toContain(hostSocket);
    if (kind === 'probe-refused') expect(device.exists).not.toContain(hostSocket);
  }
};

const kinds = (evidence: ReadonlyMap<number, { kind: string }>, kind: string): readonly number[] =>
  [...evidence].flatMap(([hostSocket, one]) => (one.kind === kind ? [hostSocket] : []));

describe('a driver that answers in time', () => {
  test.each([0, 1, 8, 128])('%s sockets are found, all asked at once', async (count) => {
    const device = await deviceWith(count);
    const { evidence, tookMs } = await device.look();
    expect(evidence.size).toBe(255);
    expect(kinds(evidence, 'probe-pended')).toEqual([...device.exists]);
    expect(kinds(evidence, 'probe-unclear')).toEqual([]);
    expect(tookMs).toBeLessThanOrEqual(count === 0 ? 40 : 3 * 40);
  });

  test('controls are no part of the answer, also where the highest numbers are in use', async () => {
    const device = await deviceWith(252);
    const { evidence } = await device.look([4, 253]);
    expect([...evidence]).toMatchObject([
      [253, { kind: 'probe-refused' }],
      [4, { kind: 'probe-pended' }],
    ]);
  });

  test('where the driver was measured on another computer, the evidence says on which', async () => {
    const { link, profile, clock, exists } = await deviceWith(1);
    const [hostSocket = 0] = exists;
    const look = async (of: DriverProfile) => {
      const looked = await clock.runUntil(lookAtSockets(link, [hostSocket], of, clock));
      return looked.ok ? looked.value.get(hostSocket) : null;
    };
    expect(await look({ ...profile, measuredOn: 'PC-7' })).toMatchObject({
      ...{ kind: 'probe-pended', measuredOn: 'PC-7' },
    });
    expect(await look(profile)).not.toHaveProperty('measuredOn');
  });

  test('what is gone costs one round', async () => {
    const device = await deviceWith(1);
    const { evidence } = await device.look([9]);
    expect(evidence.get(9)).toMatchObject({ kind: 'probe-refused' });
    expect(device.asked()).toBe(9);
  });

  test('where no number is refused, none is said to exist', async () => {
    const { evidence } = await (await deviceWith(255)).look();
    expect(kinds(evidence, 'probe-unclear')).toHaveLength(255);
    expect(evidence.get(9)).toMatchObject({ because: 'control-late' });
  });

  test('one that takes few questions at a time is asked again for the others', async () => {
    const ntstatus = ntStatus('STATUS_INSUFFICIENT_RESOURCES');
    const full: Fault = { kind: 'refused', request: 'WAIT_FOR_CHANNEL', ntstatus };
    const device = await deviceWith(3, (_hostSocket, nth) => (nth > 200 && nth < 255 ? full : 0));
    const { evidence } = await device.look();
    expect(kinds(evidence, 'probe-pended')).toEqual([...device.exists]);
    expect(kinds(evidence, 'probe-refused')).toHaveLength(252);
  });
});

describe('a driver that is late', () => {
  const delays = [10, 36, 37, 38, 40, 60, 63, 64, 98, 150, 400, 490, 520, 999, 1000, 2500];
  const cases = [null, 100, 250].flatMap((probeMs) => delays.map((delayMs) => [delayMs, probeMs] as const));

  test.each(cases)('%s ms late with a deadline of %s ms: no socket is made up', async (delayMs, probeMs) => {
    const device = await deviceWith(8, () => delayMs, probeMs);
    const { evidence } = await device.look();
    isTruthful(device, evidence);
    expect(kinds(evidence, 'probe-pended')).toHaveLength(delayMs < 1000 ? 8 : 0);
  });

  test.each(cases)(
    '%s ms late with a deadline of %s ms: what is closed is not “there”',
    async (delayMs, probeMs) => {
      const device = await deviceWith(8, () => delayMs, probeMs);
      const { evidence } = await device.look([200]);
      isTruthful(device, evidence);
    },
  );

  const patterns: readonly (readonly [name: string, isLate: (hostSocket: number, nth: number) => boolean])[] =
    [
      ...[2, 3, 4, 5, 6, 7, 8].map(
        (n) => [`every ${n}th`, (_: number, nth: number) => nth % n === 0] as const,
      ),
      ...[1, 5, 100, 256, 300].map((n) => [`the first ${n}`, (_: number, nth: number) => nth < n] as const),
      ...[1, 100, 254].map((n) => [`all but the first ${n}`, (_: number, nth: number) => nth >= n] as const),
      ['all but the controls of the first round', (_, nth) => nth >= 4 && nth < 251],
    ];

  test.each(patterns)('%s of the questions alone: no socket is made up', async (_, isLate) => {
    for (const delayMs of [60, 150, 700, 3000])
      for (const asking of [everySocket, [4, 200], [200]]) {
        const device = await deviceWith(8, (...which) => (isLate(...which) ? delayMs : 0));
        isTruthful(device, (await device.look(asking)).evidence);
      }
  });

  test('any jitter', async () => {
    const jitter = fc.record({
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      mostMs: fc.integer({ min: 1, max: 3000 }),
      delays: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      probeMs: fc.constantFrom(null, 100, 250),
      asking: fc.constantFrom(everySocket, [4], [200], [4, 5, 200, 201]),
    });
    await fc.assert(
      fc.asyncProperty(jitter, async ({ share, mostMs, delays, probeMs, asking }) => {
        const next = (): number => Number(delays.next().value);
        const device = await deviceWith(8, () => (next() < share ? next() * mostMs : 0), probeMs);
        isTruthful(device, (await device.look(asking)).evidence);
      }),
      // one seed: that all controls are lucky while a socket is not, twice, is rare and not impossible
      { seed: 38, numRuns: 80 },
    );
  });
});

test('cancelled, it ends at once', async () => {
  const { clock, simulator, profile } = await deviceWith(8);
  const opened = await clock.runUntil(simulator.open(id, { deadlineMs: 1000 }));
  if (!opened.ok) throw new Error(opened.fault.kind);
  const stop = new AbortController();
  const looking = lookAtSockets(opened.value, everySocket, profile, clock, stop.signal);
  await clock.advance(10);
  stop.abort();
  const from = clock.monotonicMs();
  expect(await clock.runUntil(looking)).toMatchObject({ ok: false, fault: { kind: 'cancelled' } });
  expect(clock.monotonicMs() - from).toBeLessThan(5);
  expect(simulator.controls.holdings(id).pendingRequests).toBe(0);
});
