import { namesSameJob } from '../evidence/job.ts';
import type { Job } from '../evidence/job.ts';
import type { Suspicion } from '../evidence/suspicion.ts';
import type { Confirmed } from '../operations/confirmation.ts';
import { holdersOf, isShownHolder, jobsOf } from '../operations/confirmed.ts';
import type { ChannelState, DeviceState } from '../session/state.ts';

/** What a channel was like before a step was done about it. */
export interface Beginning {
  readonly confirmed: Confirmed;
  /** Those in progress. */
  readonly jobs: readonly Job[];
  /** On the session's monotonic clock. */
  readonly ms: number;
}

export const beginningOf = (
  channel: ChannelState,
  device: DeviceState,
  confirmed: Confirmed,
  ms: number,
): Beginning => ({ confirmed, jobs: jobsOf(channel, device).filter((job) => job.inProgress), ms });

/** One that waited before, or has printed since. */
const goesOn = (job: Job, { evidence }: DeviceState, { jobs, ms }: Beginning): boolean => {
  if (!job.inProgress || job.states?.includes('deleting') === true) return false;
  return (
    jobs.every((one) => !namesSameJob(one, job)) ||
    evidence.some(
      (piece) =>
        piece.kind === 'job-still' && namesSameJob(piece.job, job) && (piece.movedMs ?? -Infinity) > ms,
    )
  );
};

/** A job prints on this channel again, so nothing blocks it any more. */
export const printsNow = (channel: ChannelState, device: DeviceState, beginning: Beginning): boolean =>
  channel.suspicion.level !== 'stuck' &&
  jobsOf(channel, device).some((job) => goesOn(job, device, beginning));

/** The job of a channel is in progress again as it was before, and nothing of it was seen to print. */
export const jobIsBack = (jobs: readonly Job[], device: DeviceState, beginning: Beginning): boolean =>
  jobs.some(
    (job) =>
      job.inProgress &&
      beginning.jobs.some((one) => namesSameJob(one, job)) &&
      !goesOn(job, device, beginning),
  );

/** Nothing that can be seen has opened it, or what has it does not work. */
const speaksAgain: readonly Suspicion['rule'][] = [
  'no-holder-seen',
  'holder-does-not-respond',
  'one-of-holders-hangs',
];

/**
 * What a socket means that is there seconds after its number was free: the same trouble, someone who uses the printer
 * now that they can, or no telling.
 */
export const thereAgain = (
  channel: ChannelState,
  device: DeviceState,
  beginning: Beginning,
): 'same' | 'in-use' | 'unclear' => {
  const { level, rule } = channel.suspicion;
  const { suspicion, holders } = beginning.confirmed;
  if (printsNow(channel, device, beginning)) return 'in-use';
  if (level === 'stuck') return 'same';
  if (level === 'suspect' && (rule === suspicion.rule || speaksAgain.includes(rule))) return 'same';
  const running = holdersOf(channel, device);
  const areNew = running.length > 0 && running.every((one) => !isShownHolder(holders, one));
  return areNew ? 'in-use' : 'unclear';
};
