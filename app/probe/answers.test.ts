import { describe, expect, test } from 'vitest';
import { ntStatus } from '../dot4/ntstatus.ts';
import type { NtStatusName } from '../dot4/ntstatus.ts';
import { confidenceOf } from '../evidence/evidence.ts';
import { probeEvidence } from './answers.ts';
import type { ProbeAnswer } from './answers.ts';

const done: ProbeAnswer = { kind: 'done' };
const none: ProbeAnswer = { kind: 'none' };
const refused = (name: NtStatusName): ProbeAnswer => ({ kind: 'refused', ntstatus: ntStatus(name) });
const notFound = refused('STATUS_OBJECT_NAME_NOT_FOUND');

/** What is said of HP-SCAN when ECHO was answered so, too. */
const knownOf = (control: ProbeAnswer | null, echo: ProbeAnswer, scan: ProbeAnswer) => {
  const answers = [
    { service: 'ECHO', at: 1, create: echo, open: null },
    { service: 'HP-SCAN', at: 2, create: scan, open: null },
  ];
  const [, piece] = probeEvidence(control, answers);
  return piece?.kind === 'service-probed' ? piece.known : null;
};

const useOf = (open: ProbeAnswer) => {
  const [, piece] = probeEvidence(notFound, [{ service: 'HP-SCAN', at: 1, create: done, open }]);
  return piece?.kind === 'channel-probed' ? piece.use : null;
};

describe('whether a service is known', () => {
  test.each<readonly [why: string, ...Parameters<typeof knownOf>, expected: string]>([
    ['a socket was made', notFound, done, done, 'known'],
    ['refused as the service that no printer has', notFound, done, notFound, 'unknown'],
    [
      'whatever that status is',
      refused('STATUS_INVALID_PARAMETER'),
      done,
      refused('STATUS_INVALID_PARAMETER'),
      'unknown',
    ],
    ['refused in another way', notFound, done, refused('STATUS_UNSUCCESSFUL'), 'unclear'],
    ['no answer', notFound, done, none, 'unclear'],
    ['the driver takes any name', done, done, done, 'unclear'],
    ['the driver takes any name but this', done, done, notFound, 'unclear'],
    ['nobody knows how it refuses', none, done, done, 'unclear'],
    ['the control question was never asked', null, done, done, 'unclear'],
    [
      'not one name was accepted, and the status says that there is no such name',
      notFound,
      notFound,
      notFound,
      'unknown',
    ],
    [
      'not one name was accepted, and the status says nothing of names',
      ...([refused('STATUS_INVALID_PARAMETER'), refused('STATUS_INVALID_PARAMETER')] as const),
      ...([refused('STATUS_INVALID_PARAMETER'), 'unclear'] as const),
    ],
    ...(['STATUS_ACCESS_DENIED', 'STATUS_DEVICE_BUSY', 'STATUS_INSUFFICIENT_RESOURCES'] as const).map(
      (name) =>
        [`${name} speaks of us or of the moment`, refused(name), done, refused(name), 'unclear'] as const,
    ),
  ])('%s', (_, control, echo, scan, expected) => {
    expect(knownOf(control, echo, scan)).toBe(expected);
  });
});

describe('whether it is in use', () => {
  test.each<readonly [why: string, open: ProbeAnswer, expected: string]>([
    ['a channel opened', done, 'free'],
    ['busy', refused('STATUS_DEVICE_BUSY'), 'in-use'],
    ['anything else', refused('STATUS_UNSUCCESSFUL'), 'unclear'],
    ['no answer', none, 'unclear'],
  ])('%s', (_, open, expected) => {
    expect(useOf(open)).toBe(expected);
  });
});

test('none of it is ever confirmed, and each piece has its time and status', () => {
  const pieces = probeEvidence(notFound, [
    { service: 'HP-SCAN', at: 7, create: done, open: refused('STATUS_DEVICE_BUSY') },
    { service: 'FAX', at: 8, create: notFound, open: null },
  ]);
  expect(pieces.map(confidenceOf)).toEqual(['inferred', 'inferred', 'inferred']);
  expect(pieces).toMatchObject([
    { at: 7, ntstatus: null },
    { at: 7, ntstatus: { name: 'STATUS_DEVICE_BUSY' } },
    { at: 8, ntstatus: { name: 'STATUS_OBJECT_NAME_NOT_FOUND' } },
  ]);
});
