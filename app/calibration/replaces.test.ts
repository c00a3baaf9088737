import { expect, test } from 'vitest';
import { ntStatus } from '../dot4/ntstatus.ts';
import { notMeasured } from '../dot4/profile.ts';
import type { DriverProfile } from '../dot4/profile.ts';
import type { CalibrationObservation } from './observation.ts';
import { isWhole, replaces } from './replaces.ts';

const measured: DriverProfile = { ...notMeasured, origin: 'measured', measuredAt: 1, timings: null };
const probes: DriverProfile = {
  ...measured,
  existenceProbe: 'wait-for-channel',
  probeCancellation: 'works',
  unknownProbeStatus: 0xc0000225,
  probeMs: 100,
};

test.each<readonly [string, found: DriverProfile, earlier: DriverProfile, whole: boolean, expected: boolean]>(
  [
    ['the first measurement counts, whatever it found', measured, notMeasured, false, true],
    ['a whole one counts over a declared profile', measured, { ...probes, origin: 'declared' }, true, true],
    [
      'a whole one counts although the driver has changed',
      { ...probes, creatorEnds: 'frees' },
      { ...probes, creatorEnds: 'leaks' },
      true,
      true,
    ],
    ['one that found less does not', measured, probes, false, false],
    ['nor over what a simulated driver declares', measured, { ...probes, origin: 'declared' }, false, false],
    [
      'one that lost a single trait does not',
      { ...probes, probeCancellation: 'unknown' },
      probes,
      false,
      false,
    ],
    [
      'one that says otherwise does not',
      { ...probes, creatorEnds: 'frees' },
      { ...probes, creatorEnds: 'leaks' },
      false,
      false,
    ],
    [
      'a probe that is said to be none takes no place of one that works',
      { ...probes, existenceProbe: 'none' },
      probes,
      false,
      false,
    ],
    ['one that found the same and more does', { ...probes, creatorEnds: 'leaks' }, probes, false, true],
    ['one that found the same, more slowly, does', { ...probes, probeMs: 900 }, probes, false, true],
  ],
)('%s', (_, found, earlier, whole, expected) => {
  expect(replaces(found, earlier, whole)).toBe(expected);
});

const observation = (parts: Partial<CalibrationObservation>): CalibrationObservation => ({
  ...{ step: 'create', request: 'CREATE_SOCKET', shape: null, service: null, hostSocket: null },
  ...{ answer: 'done', status: null, ms: 3 },
  ...parts,
});
const created = observation({});
const wait = (parts: Partial<CalibrationObservation>): CalibrationObservation =>
  observation({ step: 'probe-unknown', request: 'WAIT_FOR_CHANNEL', ...parts });
const refused = (hostSocket: number) =>
  wait({ hostSocket, answer: 'refused', status: ntStatus('STATUS_NOT_FOUND').code });

test.each<readonly [string, readonly CalibrationObservation[], boolean]>([
  ['nothing was asked', [], false],
  ['no harmless service was found', [observation({ answer: 'refused', status: 1 })], false],
  ['every answer came', [created, refused(255), refused(254)], true],
  ['a socket of ours is meant to wait', [created, wait({ step: 'probe-own', answer: 'pended' })], true],
  ['a request ran out', [created, observation({ request: 'DESTROY_SOCKET', answer: 'pended' })], false],
  [
    'a request was not given back',
    [created, observation({ request: 'OPEN_CHANNEL', answer: 'kept' })],
    false,
  ],
  [
    'a request was never sent',
    [created, observation({ request: 'OPEN_CHANNEL', answer: 'unusable' })],
    false,
  ],
  [
    'a high number in use waits',
    [created, refused(255), refused(254), wait({ hostSocket: 253, answer: 'pended' })],
    true,
  ],
  [
    'all high numbers wait',
    [created, wait({ hostSocket: 255, answer: 'pended' }), wait({ hostSocket: 254, answer: 'pended' })],
    false,
  ],
  [
    'a number waits that was refused before',
    [created, refused(255), refused(254), wait({ hostSocket: 255, answer: 'pended' })],
    false,
  ],
])('whole or not: %s', (_, observations, expected) => {
  expect(isWhole(observations)).toBe(expected);
});
