import { describe, expect, test } from 'vitest';
import { ntStatus } from '../dot4/ntstatus.ts';
import { whyNoProbe } from '../teardown/permissions.ts';
import { conclude } from './conclude.ts';
import type { CalibrationObservation } from './observation.ts';

const notFound = ntStatus('STATUS_NOT_FOUND').code;
const wait = (
  step: 'probe-own' | 'probe-unknown',
  answer: CalibrationObservation['answer'],
  ms: number,
  hostSocket = 255,
): CalibrationObservation => ({
  ...{ step, request: 'WAIT_FOR_CHANNEL', shape: null, service: null, hostSocket, answer, ms },
  status: answer === 'refused' ? notFound : null,
});
const concluded = (...observations: readonly CalibrationObservation[]) =>
  conclude({ observations, openedBy: null, measuredAt: 1, totalMs: 1 });

describe('how long a question has to wait', () => {
  test.each([
    [0.2, 200, 100],
    [20, 200, 100],
    [60, 200, 240],
    [400, 1600, 1600],
  ])('refusals after %s ms, a socket of ours waited %s ms: %s ms', (refusedMs, ownMs, probeMs) => {
    const profile = concluded(
      wait('probe-own', 'pended', ownMs),
      wait('probe-unknown', 'refused', 0.1, 255),
      wait('probe-unknown', 'refused', refusedMs, 254),
    );
    expect(profile).toMatchObject({ existenceProbe: 'wait-for-channel', probeMs });
  });

  test('a socket of ours that waits hardly longer than a refusal takes shows nothing', () => {
    const refusals = [255, 254].map((number) => wait('probe-unknown', 'refused', 190, number));
    const short = concluded(wait('probe-own', 'pended', 200), ...refusals);
    expect(short).toMatchObject({ existenceProbe: 'unknown', probeMs: null, unknownProbeStatus: null });
    const longer = wait('probe-own', 'pended', 760);
    expect(concluded(wait('probe-own', 'pended', 200), ...refusals, longer).probeMs).toBe(760);
  });

  test('high numbers that all wait leave it open whether the driver can be asked', () => {
    const late = [255, 254].map((number) => wait('probe-unknown', 'pended', 1000, number));
    expect(concluded(wait('probe-own', 'pended', 200), ...late).existenceProbe).toBe('unknown');
  });
});

describe('success to what cannot be', () => {
  const own = wait('probe-own', 'pended', 200);
  const refusals = [255, 254].map((number) => wait('probe-unknown', 'refused', 3, number));
  const close = (answer: 'done' | 'refused'): CalibrationObservation => ({
    ...wait('probe-unknown', answer, 3),
    ...{ step: 'close-again', request: 'CLOSE_CHANNEL' },
  });
  const destroy = (answer: 'done' | 'refused'): CalibrationObservation => ({
    ...wait('probe-unknown', answer, 3),
    ...{ step: 'destroy-unknown', request: 'DESTROY_SOCKET' },
  });

  test.each<readonly [string, readonly CalibrationObservation[], 'yes' | 'no' | 'unknown']>([
    ['nothing was asked', [own], 'unknown'],
    ['all is refused', [own, ...refusals, destroy('refused'), close('refused')], 'no'],
    ['a channel is closed twice', [own, ...refusals, destroy('refused'), close('done')], 'yes'],
    ['what does not exist is destroyed', [own, ...refusals, destroy('done')], 'yes'],
    [
      'several high numbers have a channel',
      [own, ...[255, 254].map((n) => wait('probe-unknown', 'done', 3, n))],
      'yes',
    ],
    ['one high number has a channel', [own, ...refusals, wait('probe-unknown', 'done', 3, 253)], 'no'],
    [
      'the driver knows no such request',
      [{ ...close('refused'), status: ntStatus('STATUS_NOT_SUPPORTED').code }],
      'unknown',
    ],
  ])('%s', (_, observations, expected) => {
    const profile = concluded(...observations);
    expect(profile.answersSuccessToAll).toBe(expected);
    if (expected !== 'yes') return;
    expect(profile).toMatchObject({
      unknownSocketStatus: null,
      foreignDestroy: 'unknown',
      creatorEnds: 'unknown',
    });
    expect(whyNoProbe(profile)).toBe('answers-success-to-all');
  });
});
