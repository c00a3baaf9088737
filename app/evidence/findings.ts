import type { ChannelState, DeviceState } from '../session/state.ts';
import type { Evidence, Queue } from './evidence.ts';
import { byPhase, jobPhase, namesSameJob } from './job.ts';
import type { Job, JobState } from './job.ts';
import { thresholdMs } from './thresholds.ts';
import type { Thresholds } from './thresholds.ts';

type Of<K extends Evidence['kind']> = Extract<Evidence, { kind: K }>;

export const findingNames = [
  'printer-does-not-answer',
  'printer-wants-a-person',
  'printer-offline',
  'queue-paused',
  'spooler-stopped',
  'job-being-deleted',
  'job-held',
  'job-does-not-begin',
] as const;
export type FindingName = (typeof findingNames)[number];

/** What keeps a printer from working and is no stuck channel: no closing mends it. `on`: the evidence that says so. */
export interface Finding {
  readonly kind: FindingName;
  readonly on: Of<'printer-tried'> | Of<'job'> | Of<'queue'> | Of<'service'>;
}

/** States in which a job goes on once a person has done something, and what that says of the printer. */
const findingOfState: Readonly<Partial<Record<JobState, FindingName>>> = {
  'user-intervention': 'printer-wants-a-person',
  'paper-out': 'printer-wants-a-person',
  error: 'printer-wants-a-person',
  offline: 'printer-offline',
  blocked: 'job-held',
  paused: 'job-held',
};

/** Of a job that is being deleted only these matter: the rest goes with it. */
const ofPrinter: readonly JobState[] = ['user-intervention', 'paper-out', 'offline'];

/** Null: it waits for nothing that a person does. */
export const findingOfJob = ({ states = [] }: Job): FindingName | null => {
  const telling = states.includes('deleting') ? states.filter((state) => ofPrinter.includes(state)) : states;
  const found = telling.flatMap((state) => findingOfState[state] ?? []);
  return findingNames.find((name) => found.includes(name)) ?? null;
};

export const wantsPerson = (job: Job): boolean => findingOfJob(job) !== null;

/** What a job that was found to stand says: without a reason in its states it stays, or does not begin. */
export const findingOfStandingJob = (job: Job): FindingName =>
  findingOfJob(job) ??
  (job.states?.includes('deleting') === true ? 'job-being-deleted' : 'job-does-not-begin');

/** What each reason for which a queue stands says of the printer. */
export const findingOfQueue = {
  paused: 'queue-paused',
  offline: 'printer-offline',
  error: 'printer-wants-a-person',
} as const satisfies Readonly<Record<string, FindingName>>;
export type WhyQueueStands = keyof typeof findingOfQueue;

/** The first of several reasons; null: it does not stand. */
export const whyQueueStands = (queue: Pick<Queue, WhyQueueStands>): WhyQueueStands | null =>
  (['paused', 'offline', 'error'] as const).find((why) => queue[why] === true) ?? null;

/** Of each queue only the job whose turn it is can keep the others from printing. */
const ofJobs = (evidence: readonly Evidence[]): Finding[] => {
  const pieces = evidence
    .filter((piece) => piece.kind === 'job')
    .filter(({ job }) => jobPhase(job) !== 'over')
    .toSorted((a, b) => byPhase(a.job, b.job));
  const first = new Map<string, Of<'job'>>();
  for (const piece of pieces) if (!first.has(piece.job.queue)) first.set(piece.job.queue, piece);
  return [...first.values()].flatMap((on) => {
    const kind = findingOfJob(on.job);
    return kind === null ? [] : [{ kind, on }];
  });
};

/** Nothing prints through Windows while its spooler is stopped. */
const ofSpooler = (evidence: readonly Evidence[]): Finding[] =>
  evidence.flatMap((on): Finding[] =>
    on.kind === 'service' && on.service.name === 'Spooler' && on.service.state === 'stopped'
      ? [{ kind: 'spooler-stopped', on }]
      : [],
  );

/** Jobs that have not begun, without a reason that is seen: still being written or prepared, or waiting although it is their turn. */
export const notBegun = (evidence: readonly Evidence[]): readonly Of<'job-still'>[] =>
  ofSpooler(evidence).length > 0
    ? []
    : evidence
        .filter((piece) => piece.kind === 'job-still')
        .filter(
          ({ job, queue }) =>
            ['waits', 'held'].includes(jobPhase(job)) &&
            !queue.busy &&
            !wantsPerson(job) &&
            whyQueueStands(queue) === null,
        );

/** A job that is followed from look to look, as the spooler said it last. */
const asSaid = (evidence: readonly Evidence[], still: Of<'job-still'>): Of<'job'> | null =>
  evidence.filter((piece) => piece.kind === 'job').find(({ job }) => namesSameJob(job, still.job)) ?? null;

/** A job that is being deleted keeps the others of its queue from printing while it stays, whether or not it has a channel. */
const ofDeleted = (evidence: readonly Evidence[], thresholds: Thresholds): Finding[] =>
  evidence.flatMap((still): Finding[] => {
    if (still.kind !== 'job-still' || still.job.states?.includes('deleting') !== true) return [];
    const isSaidOtherwise = wantsPerson(still.job) || whyQueueStands(still.queue) !== null;
    if (isSaidOtherwise || still.still.forMs < thresholdMs(thresholds, 'deletingStays')) return [];
    const on = asSaid(evidence, still);
    return on === null ? [] : [{ kind: 'job-being-deleted', on }];
  });

const ofNotBegun = (evidence: readonly Evidence[], thresholds: Thresholds): Finding[] =>
  notBegun(evidence).flatMap((still): Finding[] => {
    const on = asSaid(evidence, still);
    const isLong = still.still.forMs >= thresholdMs(thresholds, 'jobDoesNotMove');
    return on !== null && isLong ? [{ kind: 'job-does-not-begin', on }] : [];
  });

/** A queue that stands matters where jobs wait in it, or where the printer has no other. */
const ofQueues = (evidence: readonly Evidence[]): Finding[] => {
  const pieces = evidence.filter((piece) => piece.kind === 'queue');
  const isAnyReady = pieces.some(({ queue }) => whyQueueStands(queue) === null);
  return pieces.flatMap((on) => {
    const why = whyQueueStands(on.queue);
    return why !== null && (on.queue.jobs > 0 || !isAnyReady) ? [{ kind: findingOfQueue[why], on }] : [];
  });
};

/** The last try of the printer that its device remembers. */
export const lastTry = ({ evidence }: Pick<DeviceState, 'evidence'>): Of<'printer-tried'> | null =>
  evidence.findLast((piece) => piece.kind === 'printer-tried') ?? null;

/**
 * No answer came on the last channel of ours, and no job has moved since. Said only where the driver answered the scan
 * before: else it may be the driver that is silent.
 */
export const ofTry = (device: Pick<DeviceState, 'evidence' | 'scan'>): Finding[] => {
  const on = lastTry(device);
  if (on?.answer !== 'none' || device.scan.kind !== 'done') return [];
  const hasMoved = device.evidence.some(
    (piece) => piece.kind === 'job-still' && (piece.movedMs ?? -Infinity) > (on.ms ?? Infinity),
  );
  return hasMoved ? [] : [{ kind: 'printer-does-not-answer', on }];
};

/** What of a device is said beside its channels: of the printer itself, of its jobs, of its queues. */
export const findingsOf = (
  device: Pick<DeviceState, 'evidence' | 'scan'>,
  channels: readonly Pick<ChannelState, 'evidence'>[],
  thresholds: Thresholds,
): readonly Finding[] => {
  const evidence = [device, ...channels].flatMap((one) => one.evidence);
  return [
    ...ofTry(device),
    ...ofSpooler(evidence),
    ...ofJobs(evidence),
    ...ofDeleted(evidence, thresholds),
    ...ofNotBegun(evidence, thresholds),
    ...ofQueues(evidence),
  ];
};
