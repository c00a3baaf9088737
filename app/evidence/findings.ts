import type { ChannelState, DeviceState } from '../session/state.ts';
import type { Evidence } from './evidence.ts';
import { jobPhase, personStates } from './job.ts';
import type { Job, JobState } from './job.ts';

type Of<K extends Evidence['kind']> = Extract<Evidence, { kind: K }>;

export const findingNames = [
  'printer-does-not-answer',
  'printer-wants-a-person',
  'printer-offline',
  'queue-paused',
] as const;
export type FindingName = (typeof findingNames)[number];

/** What keeps a printer from working and is no stuck channel: no closing mends it. `at`: when it was seen, for a person. */
export type Finding =
  | { readonly kind: 'queue-paused'; readonly at: number; readonly queue: string }
  /** `job` null: the queue itself is set offline. */
  | {
      readonly kind: 'printer-offline';
      readonly at: number;
      readonly queue: string;
      readonly job: Job | null;
    }
  /** `state` null: the queue reports a problem and does not say which. */
  | {
      readonly kind: 'printer-wants-a-person';
      readonly at: number;
      readonly queue: string;
      readonly job: Job | null;
      readonly state: Exclude<JobState, 'offline'> | null;
    }
  | { readonly kind: 'printer-does-not-answer'; readonly at: number; readonly service: string };

type OfQueue = Extract<Finding, { queue: string }>;

/** In the order in which they say what to do; of a job that is offline and wants a person the latter counts. */
const wantedStates = ['paper-out', 'user-intervention', 'error'] as const;

const ofJob = ({ at, job }: Of<'job'>): OfQueue[] => {
  const { queue, states = [] } = job;
  if (jobPhase(job) === 'over' || !states.some((state) => personStates.has(state))) return [];
  const state = wantedStates.find((one) => states.includes(one));
  return state === undefined
    ? [{ kind: 'printer-offline', at, queue, job }]
    : [{ kind: 'printer-wants-a-person', at, queue, job, state }];
};

const ofQueue = ({ at, queue: { name, paused, offline, error } }: Of<'queue'>): OfQueue[] => [
  ...(error === true
    ? [{ kind: 'printer-wants-a-person' as const, at, queue: name, job: null, state: null }]
    : []),
  ...(offline ? [{ kind: 'printer-offline' as const, at, queue: name, job: null }] : []),
  ...(paused === true ? [{ kind: 'queue-paused' as const, at, queue: name }] : []),
];

/** Nothing came back on the last channel of ours, and no job has moved since. */
const ofTrial = (evidence: readonly Evidence[]): Finding[] => {
  const tried = evidence.findLast((piece) => piece.kind === 'printer-tried');
  if (tried?.answer !== 'none') return [];
  const hasMoved = evidence.some(
    (piece) => piece.kind === 'job-still' && (piece.movedMs ?? -Infinity) > (tried.ms ?? Infinity),
  );
  return hasMoved ? [] : [{ kind: 'printer-does-not-answer', at: tried.at, service: tried.service }];
};

/** What of a device is said beside its channels, worst first. What a job says of its queue is said once. */
export const findingsOf = (
  device: Pick<DeviceState, 'evidence'>,
  channels: readonly Pick<ChannelState, 'evidence'>[],
): readonly Finding[] => {
  const evidence = [device, ...channels].flatMap((one) => one.evidence);
  const ofJobs = evidence.flatMap((piece) => (piece.kind === 'job' ? ofJob(piece) : []));
  const saidByJob = new Set(ofJobs.map(({ kind, queue }) => `${kind} ${queue}`));
  const ofQueues = evidence
    .flatMap((piece) => (piece.kind === 'queue' ? ofQueue(piece) : []))
    .filter(({ kind, queue }) => !saidByJob.has(`${kind} ${queue}`));
  return [...ofTrial(evidence), ...ofJobs, ...ofQueues].toSorted(
    (a, b) => findingNames.indexOf(a.kind) - findingNames.indexOf(b.kind),
  );
};
