import { expect, test } from 'vitest';
import { notMeasured } from '../dot4/profile.ts';
import type { DriverProfile } from '../dot4/profile.ts';
import { whyNoChannelProbe, whyNoServiceProbe } from './permissions.ts';

const measured: DriverProfile = {
  ...notMeasured,
  ...{ origin: 'measured', userMode: 'accepted', destroyWantsOutput: 'no' },
  shapes: { CREATE_SOCKET: 'a', DESTROY_SOCKET: 'b', OPEN_CHANNEL: 'c', CLOSE_CHANNEL: 'd' },
};
const without = (name: keyof DriverProfile['shapes']): DriverProfile => {
  const shapes = { ...measured.shapes };
  delete shapes[name];
  return { ...measured, shapes };
};

test.each<readonly [why: string, profile: DriverProfile, services: string | null, channels: string | null]>([
  ['measured', measured, null, null],
  ['declared', { ...measured, origin: 'declared', shapes: {} }, null, null],
  ['not measured', notMeasured, 'not-measured', 'not-measured'],
  ['refuses programs', { ...measured, userMode: 'refused' }, 'driver-takes-nothing', 'driver-takes-nothing'],
  ['made no socket', without('CREATE_SOCKET'), 'no-own-socket', 'no-own-socket'],
  ['destroyed none', { ...measured, destroyWantsOutput: 'unknown' }, 'no-own-socket', 'no-own-socket'],
  ['opened no channel', without('OPEN_CHANNEL'), null, 'no-own-channel'],
  ['closed none', without('CLOSE_CHANNEL'), null, 'no-own-channel'],
])('a driver that is or does so: %s', (_, profile, services, channels) => {
  expect(whyNoServiceProbe(profile)).toBe(services);
  expect(whyNoChannelProbe(profile)).toBe(channels);
});
