import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ntStatus } from '../dot4/ntstatus.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { anyEvent, deviceNamed } from '../testing/arbitrary-state.ts';
import { environment } from '../testing/stamped.ts';
import type { SessionEvent, StampedEvent } from './event.ts';
import { reduce } from './reduce.ts';
import { initialState } from './state.ts';
import type { SessionState } from './state.ts';

const hourMs = 3_600_000;

/** Fields that hold wall-clock times: shown to a person, and nothing else. */
const shownTimes: ReadonlySet<string> = new Set([
  ...['at', 'since', 'startedAt', 'endedAt', 'firstSeenAt', 'lastSeenAt', 'seenAt', 'measuredAt'],
]);

const withTimes = (value: unknown, timeOf: (time: number) => unknown): unknown => {
  if (Array.isArray(value)) return value.map((one) => withTimes(one, timeOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      shownTimes.has(key) && typeof one === 'number' ? timeOf(one) : withTimes(one, timeOf),
    ]),
  );
};

/** An event as it comes at a moment, seen up to some ms before it, while the wall clock is this much off. */
const seenAt = (event: SessionEvent, ms: number, offsetMs: number): SessionEvent =>
  withTimes(event, (time) => ms + offsetMs - (time % 50)) as SessionEvent;

/** All that a session knows, but for when that was by the wall clock. */
const withoutTimes = (state: SessionState): unknown => withTimes(state, () => 'a time');

interface Arrival {
  readonly event: SessionEvent;
  /** Since the event before. */
  readonly afterMs: number;
  /** By how much the wall clock is set before it. */
  readonly setByMs: number;
}

/** One socket, its program and the looks at both: what a row is suspected for hangs on their order. */
const aboutOneRow: fc.Arbitrary<SessionEvent> = fc.oneof(
  fc
    .constantFrom<Evidence>(
      { kind: 'probe-pended', source: 'driver-answer', at: 0 },
      { kind: 'probe-refused', source: 'driver-answer', at: 0, ntstatus: ntStatus('STATUS_NOT_FOUND') },
    )
    .map((evidence): SessionEvent => ({ type: 'socket-looked-at', deviceId: 'a', hostSocket: 4, evidence })),
  fc.constantFrom(null, 0).map((endedAt): SessionEvent => ({
    type: 'observed',
    at: 0,
    deviceId: 'a',
    observations: [
      {
        hostSocket: null,
        evidence: {
          kind: 'process',
          source: 'processes',
          at: 0,
          process: { name: 'scan.exe', pid: 7, endedAt },
        },
      },
    ],
    sources: [],
  })),
  fc.constant({ type: 'swept' }),
);

const arrival: fc.Arbitrary<Arrival> = fc.record({
  event: fc.oneof({ weight: 2, arbitrary: anyEvent }, { weight: 1, arbitrary: aboutOneRow }),
  afterMs: fc.integer({ min: 0, max: 4_000 }),
  setByMs: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -24 * hourMs, max: 24 * hourMs }) },
    { weight: 1, arbitrary: fc.constantFrom(-hourMs, hourMs, -600_000) },
  ),
});

const plugged: Arrival = {
  event: {
    type: 'discovered',
    at: 0,
    discovery: { devices: ['a', 'b'].map(deviceNamed), driverPackage: 'installed' },
    profiles: {},
  },
  afterMs: 0,
  setByMs: 0,
};

/** The state after each event. `isSet`: whether the wall clock is set on the way. */
const states = (arrivals: readonly Arrival[], isSet: boolean): unknown[] => {
  let ms = 100;
  let offsetMs = 0;
  let state = initialState(environment);
  return [plugged, ...arrivals].map(({ event, afterMs, setByMs }, index) => {
    ms += afterMs;
    if (isSet) offsetMs += setByMs;
    const stamped: StampedEvent = { ...seenAt(event, ms, offsetMs), seq: index + 1, ms };
    state = reduce(state, stamped);
    return withoutTimes(state);
  });
};

test('whatever the wall clock is set to, and whenever: the same is known, suspected, closed and swept', () => {
  fc.assert(
    fc.property(fc.array(arrival, { maxLength: 40 }), (arrivals) => {
      expect(states(arrivals, true)).toEqual(states(arrivals, false));
    }),
    { numRuns: 300 },
  );
});
