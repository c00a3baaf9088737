import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyEvent, deviceNamed } from '../testing/arbitrary-state.ts';
import { afterEvents } from '../testing/stamped.ts';
import type { SessionEvent } from './event.ts';
import { lookedAgain, lookTimeOf, newsIn } from './looks.ts';

const events = fc.array(anyEvent, { maxLength: 40 });

/** States before and after each event of a session on two devices. */
const steps = (all: Parameters<typeof afterEvents>[0]) => {
  let state = afterEvents([]);
  return all.map((event) => {
    const before = state;
    state = afterEvents([event], before);
    return { before, after: state };
  });
};

/** The third answer of the same kind replaces the second: a look that says no more than its time. */
const answeredThrice: SessionEvent[] = [
  {
    type: 'discovered',
    at: 0,
    discovery: { devices: [deviceNamed('a')], driverPackage: 'installed' },
    profiles: {},
  },
  ...[1, 2, 3].map((at): SessionEvent => ({
    type: 'socket-looked-at',
    deviceId: 'a',
    hostSocket: 9,
    evidence: { kind: 'probe-pended', source: 'driver-answer', at },
  })),
];

test('a look can be told by its time alone', () => {
  let looks = 0;
  fc.assert(
    fc.property(events, (all) => {
      for (const { before, after } of steps([...answeredThrice, ...all])) {
        for (const [key, channel] of Object.entries(after.channels)) {
          const old = before.channels[key];
          if (old === undefined || newsIn(old, channel) !== 'look') continue;
          looks += 1;
          expect(lookedAgain(old, lookTimeOf(channel))).toEqual(channel);
        }
      }
    }),
    // An answer that only repeats itself is rare among random events.
    { numRuns: 600 },
  );
  expect(looks).toBeGreaterThan(0);
});

test('what a person would act on is news', () => {
  fc.assert(
    fc.property(events, (all) => {
      for (const { before, after } of steps(all)) {
        for (const key of new Set([...Object.keys(before.channels), ...Object.keys(after.channels)])) {
          const [old, now] = [before.channels[key], after.channels[key]];
          const says = (channel: typeof old) =>
            channel && [
              channel.phase,
              channel.suspicion,
              channel.lastTeardown,
              Object.values(channel.facts).map((fact) =>
                'value' in fact ? [fact.value, fact.confidence] : fact,
              ),
            ];
          if (JSON.stringify(says(old)) !== JSON.stringify(says(now))) expect(newsIn(old, now)).toBe('news');
        }
      }
    }),
  );
});
