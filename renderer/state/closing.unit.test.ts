import { expect, test } from 'vitest';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { SessionEvent } from '#app/session/event.ts';
import { confirmationWords } from '#app/words/confirmation.ts';
import {
  declared,
  found,
  foundUnmeasured,
  holderEnded,
  m1522,
  noHolders,
  oj7310,
  scanned,
  sessionAfter,
} from '../testing/sessions.ts';
import { closePlan, mayCloseUnasked } from './closing.ts';

const refusing: DriverProfile = { ...declared, foreignDestroy: 'refused' };
const stateOf = (profile: DriverProfile | null) => {
  const discovered = profile === null ? foundUnmeasured(1, [m1522]) : found(1, [m1522], profile);
  return sessionAfter([discovered, ...scanned(2, m1522.id, [1, 4])]);
};
const planOf = (profile: DriverProfile | null) => {
  const { channels, devices } = stateOf(profile);
  return closePlan(Object.values(channels), devices);
};

test.each<readonly [why: string, profile: DriverProfile | null, keys: number, reason: string]>([
  ['allowed', declared, 2, 'Close the selected channels. Asks first.'],
  ['not measured', null, 2, 'Close the selected channels. Asks first.'],
  ['unknown', { ...declared, foreignDestroy: 'unknown' }, 2, 'Close the selected channels. Asks first.'],
  ['refused', refusing, 0, 'does not let one program destroy the socket of another'],
])('closing on a driver where it is %s', (_, profile, keys, reason) => {
  const plan = planOf(profile);
  expect(plan.keys).toHaveLength(keys);
  expect(plan.reason).toContain(reason);
});

test('of two devices the one that refuses is left out, by name', () => {
  const state = sessionAfter([
    {
      type: 'discovered',
      at: 1,
      discovery: { devices: [m1522, oj7310], driverPackage: 'installed' },
      profiles: { [m1522.id]: refusing, [oj7310.id]: declared },
    },
    ...scanned(2, m1522.id, [4]),
    ...scanned(2, oj7310.id, [1]),
  ]);
  const plan = closePlan(Object.values(state.channels), state.devices);
  expect(plan.keys).toEqual([`${oj7310.id}#1#1`]);
  expect(plan.refusedBy).toEqual([m1522.name]);
  expect(plan.reason).toContain(m1522.name);
});

test('nothing selected, or nothing left of it', () => {
  expect(closePlan([], {}).reason).toBe('Select a channel in the list first.');
  const { channels, devices } = stateOf(declared);
  const gone = Object.values(channels).map((channel) => ({
    ...channel,
    phase: { kind: 'gone', at: 3, ms: 3 } as const,
  }));
  expect(closePlan(gone, devices)).toMatchObject({
    keys: [],
    reason: expect.stringMatching('gone already') as string,
  });
});

test.each<readonly [why: string, profile: DriverProfile | null, says: readonly string[], saysNot: string]>([
  ['measured', declared, ['checks right before'], 'unconfirmed'],
  ['not measured', null, ['will be called unconfirmed', 'It is not known whether'], 'checks right before'],
  [
    'without a probe',
    { ...declared, existenceProbe: 'none' },
    ['will be called unconfirmed'],
    'It is not known',
  ],
  [
    'unknown for others',
    { ...declared, foreignDestroy: 'unknown' },
    ['It is not known whether'],
    'unconfirmed',
  ],
])('the confirmation on a driver that is %s', (_, profile, says, saysNot) => {
  const { devices } = stateOf(profile);
  const device = devices[m1522.id];
  if (device === undefined) throw new Error('no device');
  const { recheck } = confirmationWords(null, 4, device, devices);
  for (const words of says) expect(recheck).toContain(words);
  expect(recheck).not.toContain(saysNot);
});

test.each<readonly [why: string, sockets: number[], events: SessionEvent[], unasked: boolean]>([
  ['is stuck', [4], [holderEnded(3, m1522.id)], true],
  ['is stuck, and a job waits', [4], [holderEnded(3, m1522.id, [{ inProgress: false }])], true],
  ['is stuck, beside one with a job in progress', [2, 4], [holderEnded(3, m1522.id, [{}])], false],
  ['may be in use', [4], [noHolders(3, m1522.id)], false],
  ['is open, and nobody can look for jobs', [2], [], false],
])('a channel that %s, and closing it without the question', (_, sockets, events, unasked) => {
  const { channels, devices } = sessionAfter([
    found(1, [m1522]),
    ...events,
    ...scanned(4, m1522.id, sockets),
  ]);
  expect(mayCloseUnasked(Object.values(channels), devices)).toBe(unasked);
});

test.each([
  ['stuck', 'A scan that is running is cut off.'],
  ['suspect', 'Only if no one is scanning on this printer now. A scan that is running is cut off.'],
] as const)('what the question says of a channel that is %s', (level, says) => {
  const events = level === 'stuck' ? holderEnded(3, m1522.id) : noHolders(3, m1522.id);
  const { channels, devices } = sessionAfter([found(1, [m1522]), events, ...scanned(4, m1522.id, [4])]);
  const [channel] = Object.values(channels);
  const device = devices[m1522.id];
  if (channel === undefined || device === undefined) throw new Error('no channel');
  expect(channel.suspicion.level).toBe(level);
  expect(confirmationWords(channel, 4, device, devices).consequence).toBe(says);
});
