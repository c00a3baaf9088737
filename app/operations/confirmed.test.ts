import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Evidence, Process } from '../evidence/evidence.ts';
import { factsFrom } from '../evidence/facts.ts';
import type { Job } from '../evidence/job.ts';
import { suspicionLevels } from '../evidence/rule.ts';
import type { Suspicion } from '../evidence/suspicion.ts';
import type { ChannelState, DeviceState } from '../session/state.ts';
import { deviceNamed } from '../testing/arbitrary-state.ts';
import { afterEvents } from '../testing/stamped.ts';
import { confirmedOf, notCoveredBy, whatChanged } from './confirmed.ts';
import type { JobName } from './confirmation.ts';

interface Seen {
  readonly arrivedAt: number | null;
  readonly jobs: readonly Job[];
  readonly programs: readonly Process[];
  readonly level: Suspicion['level'];
}

/** Few of each, so that they meet: the same number with another start or submission is another. */
const job: fc.Arbitrary<Job> = fc.record({
  kind: fc.constant('print' as const),
  id: fc.integer({ min: 1, max: 2 }),
  queue: fc.constantFrom('A', 'B'),
  document: fc.constant(null),
  user: fc.constant(null),
  pagesDone: fc.constant(1),
  pagesTotal: fc.constant(2),
  inProgress: fc.boolean(),
  submittedAt: fc.constantFrom(null, '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'),
});
const program: fc.Arbitrary<Process> = fc.record({
  name: fc.constantFrom('scan.exe', 'other.exe'),
  pid: fc.integer({ min: 1, max: 2 }),
  endedAt: fc.constantFrom(null, null, 5),
  startedAt: fc.constantFrom(null, '1', '2'),
});
const nameOf = ({ queue, id, submittedAt }: Job | JobName): string => `${queue} ${id} ${submittedAt}`;
const nameOfProgram = ({ pid, startedAt }: Process): string => `${pid} ${startedAt}`;
const seen: fc.Arbitrary<Seen> = fc.record({
  arrivedAt: fc.constantFrom(null, 1, 1, 1, 2),
  jobs: fc.uniqueArray(job, { selector: nameOf, maxLength: 3 }),
  programs: fc.uniqueArray(program, { selector: nameOfProgram, maxLength: 2 }),
  level: fc.constantFrom(...suspicionLevels),
});

const start = afterEvents([
  {
    type: 'discovered',
    at: 0,
    discovery: { devices: [deviceNamed('a')], driverPackage: 'installed' },
    profiles: {},
  },
  {
    type: 'socket-looked-at',
    deviceId: 'a',
    hostSocket: 4,
    evidence: { kind: 'probe-pended', source: 'driver-answer', at: 1 },
  },
]);

/** A scan channel and its device as they are seen at some moment. */
const asSeen = ({ arrivedAt, jobs, programs, level }: Seen): [ChannelState, DeviceState] => {
  const [device] = Object.values(start.devices);
  const [channel] = Object.values(start.channels);
  if (device === undefined || channel === undefined) throw new Error('no row');
  const evidence: Evidence[] = [
    ...channel.evidence,
    ...jobs.map((one): Evidence => ({ kind: 'job', source: 'spooler', at: 1, job: one })),
  ];
  const around = programs.map((process): Evidence => ({
    kind: 'process',
    source: 'processes',
    at: 1,
    process,
  }));
  return [
    { ...channel, evidence, facts: factsFrom(evidence, around), suspicion: { level, rule: null, since: 1 } },
    { ...device, device: { ...device.device, arrivedAt }, evidence: around },
  ];
};

const none: Seen = { arrivedAt: 1, jobs: [], programs: [], level: 'suspect' };
const running = (pid: number, startedAt: string | null, endedAt: number | null = null): Process => ({
  ...{ name: 'scan.exe', pid, startedAt, endedAt },
});
const printJob = (id: number, submittedAt: string | null, inProgress = false): Job => ({
  ...{ kind: 'print', id, queue: 'A', document: `document ${id}`, user: null, pagesDone: 0, pagesTotal: 9 },
  ...{ inProgress, submittedAt },
});

test.each<[name: string, shown: Partial<Seen>, now: Partial<Seen>, change: string | null]>([
  ['the same', {}, {}, null],
  ['the device arrived again', {}, { arrivedAt: 2 }, 'device-came-back'],
  ['a job came', {}, { jobs: [printJob(1, '1')] }, 'new-job'],
  ['the number names a later job', { jobs: [printJob(1, '1')] }, { jobs: [printJob(1, '2')] }, 'new-job'],
  [
    'a second job came',
    { jobs: [printJob(1, '1')] },
    { jobs: [printJob(1, '1'), printJob(2, '1')] },
    'new-job',
  ],
  ['the job went', { jobs: [printJob(1, '1')] }, {}, null],
  ['the job began to print', { jobs: [printJob(1, '1')] }, { jobs: [printJob(1, '1', true)] }, null],
  ['a program came', {}, { programs: [running(7, '1')] }, 'other-holder'],
  [
    'the process id is another program’s',
    { programs: [running(7, '1')] },
    { programs: [running(7, '2')] },
    'other-holder',
  ],
  ['the program ended', { programs: [running(7, '1')] }, { programs: [running(7, '1', 5)] }, null],
  ['the program went', { programs: [running(7, '1')] }, {}, null],
  ['it is in use now', {}, { level: 'in-use' }, 'other-grounds'],
  ['less speaks for it', { level: 'stuck' }, { level: 'suspect' }, 'other-grounds'],
  ['more speaks for it', { level: 'suspect' }, { level: 'stuck' }, null],
])('%s', (_name, shown, now, change) => {
  const confirmed = confirmedOf(...asSeen({ ...none, ...shown }));
  expect(whatChanged(confirmed, ...asSeen({ ...none, ...now }))?.kind ?? null).toBe(change);
});

test('a yes covers what was shown and less, and nothing that is new or other', () => {
  const outcomes = new Set<string | null>();
  fc.assert(
    fc.property(seen, fc.oneof(seen, fc.constant(null)), (shown, later) => {
      const now = later ?? shown;
      const change = whatChanged(confirmedOf(...asSeen(shown)), ...asSeen(now));
      const runs = ({ programs }: Seen): string[] =>
        programs.filter(({ endedAt }) => endedAt === null).map(nameOfProgram);
      const isLess = (some: readonly string[], all: readonly string[]): boolean =>
        some.every((one) => all.includes(one));
      const strength = ['in-use', 'none', 'suspect', 'stuck'];
      const covers =
        now.arrivedAt === shown.arrivedAt &&
        isLess(now.jobs.map(nameOf), shown.jobs.map(nameOf)) &&
        isLess(runs(now), runs(shown)) &&
        strength.indexOf(now.level) >= strength.indexOf(shown.level);
      expect(change === null).toBe(covers);
      outcomes.add(change?.kind ?? null);
    }),
    { numRuns: 500 },
  );
  expect(outcomes).toEqual(new Set([null, 'device-came-back', 'new-job', 'other-holder', 'other-grounds']));
});

test('the express yes covers the jobs that it names', () => {
  fc.assert(
    fc.property(fc.array(job), fc.array(job), (named, seenNow) => {
      const names = named.map(({ queue, id, submittedAt }) => ({
        queue,
        id,
        submittedAt: submittedAt ?? null,
      }));
      const confirmed = confirmedOf(...asSeen(none), { jobs: names, unseenJobs: false });
      expect(notCoveredBy(confirmed.cutOff, seenNow)).toEqual(
        seenNow.filter((one) => !names.map(nameOf).includes(nameOf(one))),
      );
    }),
  );
});
