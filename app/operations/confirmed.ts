import { factsFrom, mayHaveKernelClient } from '../evidence/facts.ts';
import type { Evidence, Process } from '../evidence/evidence.ts';
import type { Job } from '../evidence/job.ts';
import { customaryServiceOn } from '../evidence/service-number.ts';
import { mayCarryUntied } from '../teardown/job-at-risk.ts';
import { hasLeft } from '../session/channels.ts';
import type { ChannelState, DeviceState } from '../session/state.ts';
import type { Change } from './change.ts';
import { nothingCutOff } from './confirmation.ts';
import type { Confirmed, JobName, ProcessName } from './confirmation.ts';

export const jobName = ({ queue, id, submittedAt }: Job): JobName => ({
  queue,
  id,
  submittedAt: submittedAt ?? null,
});

export const isJob = (name: JobName, job: Job): boolean =>
  name.queue === job.queue && name.id === job.id && name.submittedAt === (job.submittedAt ?? null);

const processName = ({ pid, name, startedAt }: Process): ProcessName => ({
  pid,
  name,
  startedAt: startedAt ?? null,
});

const isSameProcess = (one: ProcessName, other: ProcessName): boolean =>
  one.pid === other.pid && one.startedAt === other.startedAt;

/** Jobs that are tied to this channel, and those in progress that are tied to none and may be on it. */
export const jobsOf = (
  { facts, evidence }: Pick<ChannelState, 'facts' | 'evidence'>,
  device: Pick<DeviceState, 'evidence'>,
): readonly Job[] => [
  ...jobsIn(evidence),
  ...(mayCarryUntied(facts.service.value) ? jobsIn(device.evidence).filter((job) => job.inProgress) : []),
];

export const jobsIn = (evidence: readonly Evidence[]): readonly Job[] =>
  evidence.flatMap((piece) => (piece.kind === 'job' ? [piece.job] : []));

/**
 * The running programs that may use this channel: those that have its device open. Where a kernel driver is the
 * customary client, they say nothing of this channel.
 */
export const holdersOf = (
  { facts }: Pick<ChannelState, 'facts'>,
  { evidence }: Pick<DeviceState, 'evidence'>,
): readonly ProcessName[] =>
  facts.service.value !== null && mayHaveKernelClient(facts.service.value)
    ? []
    : evidence.flatMap((piece) =>
        piece.kind === 'process' && piece.process.endedAt === null ? [processName(piece.process)] : [],
      );

/** The express yes to all that was named: these jobs, and those that cannot be seen where there may be some. */
export const expressYes = (named: {
  readonly jobs: readonly Job[];
  readonly unseen: boolean;
}): Confirmed['cutOff'] => ({ jobs: named.jobs.map(jobName), unseenJobs: named.unseen });

/** What a yes given to this row, as it is shown now, covers. */
export const confirmedOf = (
  channel: ChannelState,
  device: DeviceState,
  cutOff: Confirmed['cutOff'] = nothingCutOff,
): Confirmed => ({
  arrivedAt: device.device.arrivedAt,
  jobs: jobsOf(channel, device).map(jobName),
  holders: [...holdersOf(channel, device)],
  suspicion: { level: channel.suspicion.level, rule: channel.suspicion.rule },
  cutOff,
});

const isNamed = (names: readonly JobName[], job: Job): boolean => names.some((name) => isJob(name, job));

/**
 * The device left and came back: every number on it may be another program's by now. Its arrival shows that, and where
 * Windows does not say when it arrived, a row that saw it leave.
 */
export const cameBack = (
  { arrivedAt }: Confirmed,
  { device }: DeviceState,
  { evidence }: Pick<ChannelState, 'evidence'>,
): Change | null =>
  arrivedAt === device.arrivedAt && !hasLeft(evidence)
    ? null
    : { kind: 'device-came-back', what: device.name };

const newJob = ({ jobs }: Confirmed, seen: readonly Job[]): Change | null => {
  const other = seen.find((job) => !isNamed(jobs, job));
  return other === undefined ? null : { kind: 'new-job', what: nameOfJob(other) };
};

export const isShownHolder = (shown: readonly ProcessName[], one: ProcessName): boolean =>
  shown.some((other) => isSameProcess(other, one));

/** A program that was not shown has the device open. One that has ended since is no reason to stop. */
const otherHolder = ({ holders }: Confirmed, seen: readonly ProcessName[]): Change | null => {
  const other = seen.find((one) => !isShownHolder(holders, one));
  return other === undefined ? null : { kind: 'other-holder', what: `${other.name} (${other.pid})` };
};

const strengths = { 'in-use': 0, none: 1, suspect: 2, stuck: 3 } as const;

/** How good a reason a level is to close. */
export const strengthOf = (level: ChannelState['suspicion']['level']): number => strengths[level];

/** The grounds that were shown no longer hold: less speaks for closing than when the person said yes. */
export const otherGrounds = ({ suspicion }: Confirmed, seen: ChannelState['suspicion']): Change | null =>
  strengthOf(seen.level) >= strengthOf(suspicion.level) ? null : { kind: 'other-grounds', what: seen.level };

/** What a yes covers that was given to a number without a row: the jobs that were named are those it may carry. */
export const confirmedUnseen = (
  device: DeviceState,
  hostSocket: number,
  cutOff: Confirmed['cutOff'] = nothingCutOff,
): Confirmed => {
  const unseen = { facts: factsFrom(customary(device, hostSocket)), evidence: [] };
  return {
    arrivedAt: device.device.arrivedAt,
    jobs: jobsOf(unseen, device).map(jobName),
    holders: [...holdersOf(unseen, device)],
    suspicion: { level: 'none', rule: null },
    cutOff,
  };
};

const customary = (device: DeviceState, hostSocket: number): Evidence[] => {
  const service = customaryServiceOn(device, hostSocket);
  return service === null ? [] : [{ kind: 'customary-number', source: 'socket-number', at: 0, service }];
};

/** The document where the job has one, else its number. */
const nameOfJob = ({ document, id, queue }: Job): string => document ?? `job ${id} on ${queue}`;

/** What of a channel, as it is seen in the turn, the yes does not cover; null: it covers all. */
export const whatChanged = (
  confirmed: Confirmed,
  channel: Pick<ChannelState, 'facts' | 'evidence'> & Partial<Pick<ChannelState, 'suspicion'>>,
  device: DeviceState,
): Change | null =>
  cameBack(confirmed, device, channel) ??
  newJob(confirmed, jobsOf(channel, device)) ??
  otherHolder(confirmed, holdersOf(channel, device)) ??
  (channel.suspicion === undefined ? null : otherGrounds(confirmed, channel.suspicion));

/** Jobs in progress that a step would cut off although nobody said yes to that. */
export const notCoveredBy = (yes: Confirmed['cutOff'], jobs: readonly Job[]): readonly Job[] =>
  jobs.filter((job) => !isNamed(yes.jobs, job));
