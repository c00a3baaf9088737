import { describe, expect, test } from 'vitest';
import type { Evidence } from '../evidence/evidence.ts';
import type { Job } from '../evidence/job.ts';
import { looked, notLooked } from '../evidence/source-report.ts';
import type { SessionState } from '../session/state.ts';
import { deviceNamed } from '../testing/arbitrary-state.ts';
import { afterEvents } from '../testing/stamped.ts';
import type { Action } from './action.ts';
import { cutOffBy } from './cut-off.ts';
import { stepKinds } from './step.ts';
import type { StepKind } from './step.ts';

const jobIn = (queue: string, inProgress: boolean): Job => ({
  ...{ kind: 'print', id: 1, queue, document: queue, user: null, pagesDone: 1, pagesTotal: 9 },
  inProgress,
});
const evidenceOf = (job: Job): Evidence => ({ kind: 'job', source: 'spooler', at: 2, job });
const setUp: Evidence = { kind: 'static-socket', source: 'device-node', at: 2, service: 'PRINT' };

type Place = 'own channel' | 'other channel' | 'tied to none' | 'other device';

/** Two printers with a scan and a print channel each; a job somewhere, and a spooler that all of, or not all of, shows. */
const stateWith = (place: Place | null, inProgress: boolean, isVisible: boolean): SessionState => {
  const report = (at: number) => (isVisible ? looked('spooler', at) : notLooked('spooler', at, 'deadline'));
  const at = (deviceId: string, evidence: readonly Evidence[]) => ({
    type: 'observed' as const,
    at: 2,
    deviceId,
    observations: [
      // with the key of its print function jobs are tied to socket 2, without it to none
      ...(place === 'tied to none' ? [] : [{ hostSocket: 2, evidence: setUp }]),
      ...evidence.map((one) => ({ hostSocket: null, evidence: one })),
    ],
    sources: [report(2)],
  });
  const maker = place === 'tied to none' ? 'Brother MFC' : 'HP LaserJet';
  const devices = ['a', 'b'].map((id) => ({ ...deviceNamed(id), name: `${maker} ${id}` }));
  const queue = place === 'other device' ? 'b' : 'a';
  const jobs = place === null ? [] : [evidenceOf(jobIn(queue, inProgress))];
  return afterEvents([
    { type: 'discovered', at: 0, discovery: { devices, driverPackage: 'installed' }, profiles: {} },
    ...['a', 'b'].flatMap((deviceId) =>
      [2, 4].map((hostSocket) => ({
        type: 'socket-looked-at' as const,
        deviceId,
        hostSocket,
        evidence: { kind: 'probe-pended' as const, source: 'driver-answer' as const, at: 1 },
      })),
    ),
    at('a', queue === 'a' ? jobs : []),
    at('b', queue === 'b' ? jobs : []),
  ]);
};

const spooler: Action = { kind: 'restart-service', name: 'Spooler', pid: 1876 };
const otherService: Action = { kind: 'restart-service', name: 'Pml Driver HPZ12', pid: 1460 };
/** Each step, the restart of a service once for the spooler and once for another. */
const cases: readonly (readonly [name: string, step: StepKind, action: Action | null])[] = [
  ...stepKinds.filter((step) => step !== 'restart-service').map((step) => [step, step, null] as const),
  ['restart the spooler', 'restart-service', spooler],
  ['restart another service', 'restart-service', otherService],
];

/** What a step stops: one channel, all of a device, or all that the spooler prints. */
const reach: Readonly<Record<string, 'nothing' | 'channel' | 'device' | 'all'>> = {
  'cancel-job': 'nothing',
  'stop-program': 'channel',
  'restart another service': 'channel',
  'destroy-socket': 'channel',
  'restart-device': 'device',
  'soft-reset': 'device',
  'power-cycle': 'device',
  'restart the spooler': 'all',
};

const isReached = (name: string, hostSocket: number, place: Place): boolean => {
  switch (reach[name]) {
    case 'channel':
      // a job that is tied to none may be on any channel whose service is not known
      return place === 'tied to none' || (place === 'own channel' && hostSocket === 2);
    case 'device':
      return place !== 'other device';
    case 'all':
      return true;
    default:
      return false;
  }
};

describe.each(cases)('%s', (name, step, action) => {
  const cutOff = (state: SessionState, hostSocket = 2) => {
    const channel = state.channels[`a#${hostSocket}#1`];
    if (channel === undefined) throw new Error('no row');
    return cutOffBy(step, action, channel, state);
  };

  test.each<[place: Place, hostSocket: number]>([
    ['own channel', 2],
    ['other channel', 4],
    ['tied to none', 2],
    ['other device', 2],
  ])('a job in progress: %s', (place, hostSocket) => {
    const { jobs, unseen } = cutOff(stateWith(place, true, true), hostSocket);
    const reached = isReached(name, hostSocket, place);
    expect(jobs.map(({ queue }) => queue)).toEqual(reached ? [place === 'other device' ? 'b' : 'a'] : []);
    expect(unseen).toBe(false);
    expect(cutOff(stateWith(place, false, true), hostSocket).jobs).toEqual([]);
  });

  test('where the spooler cannot be seen, there may be one', () => {
    const isReaching = reach[name] !== 'nothing';
    expect(cutOff(stateWith(null, true, false)).unseen).toBe(isReaching);
    // a scan channel carries no job, whoever cannot look
    const reachesMore = reach[name] === 'device' || reach[name] === 'all';
    expect(cutOff(stateWith(null, true, false), 4).unseen).toBe(reachesMore);
    expect(cutOff(stateWith(null, true, true)).unseen).toBe(false);
  });
});

test('what restarts the spooler names the jobs of every printer that is there', () => {
  const both = stateWith('own channel', true, true);
  const state = afterEvents(
    [{ type: 'device-left', at: 3, deviceId: 'b' }],
    stateWith('other device', true, true),
  );
  const channel = both.channels['a#2#1'];
  if (channel === undefined) throw new Error('no row');
  expect(cutOffBy('restart-service', spooler, channel, state).jobs).toEqual([]);
  expect(cutOffBy('restart-service', spooler, channel, both).jobs).toHaveLength(1);
});
