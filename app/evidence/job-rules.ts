import type { Evidence } from './evidence.ts';
import { wantsPerson, whyQueueStands } from './findings.ts';
import { jobPhase, namesSameJob } from './job.ts';
import type { Job } from './job.ts';
import { existsForSure } from './rule.ts';
import type { Ground, Known, Rule } from './rule.ts';
import { thresholdMs } from './thresholds.ts';

type JobStill = Extract<Evidence, { kind: 'job-still' }>;

const jobsStill = ({ deviceEvidence }: Known): readonly JobStill[] =>
  deviceEvidence.filter((piece) => piece.kind === 'job-still');

const stillOf = (known: Known, job: Job): JobStill | undefined =>
  jobsStill(known).find((piece) => namesSameJob(piece.job, job));

/** It stands for a reason that is said and that closing a channel does not mend. */
const isHeldUp = ({ job, queue }: JobStill): boolean => wantsPerson(job) || whyQueueStands(queue) !== null;

/** It may stand for a reason that is not seen: its program does not write on, or all of it has gone to the printer. */
const isPlain = ({ states = [] }: Job): boolean =>
  states.every((state) => state === 'printing' || state === 'restart');

/** Of some jobs the spooler counts no pages: that none was printed says nothing, unless it counts their bytes. */
const isCounted = ({ pagesDone, bytesDone = null }: Job): boolean =>
  bytesDone !== null || (pagesDone ?? 0) > 0;

/**
 * How long it has printed without anything to show for it, by its own account, in ms. What held it up before it was
 * first seen, that does not say.
 */
const inVainMs = ({
  job: { pagesDone, bytesDone = null, printingMs = null },
  asFirstSeen,
}: JobStill): number => (asFirstSeen && pagesDone === 0 && (bytesDone ?? 0) === 0 ? (printingMs ?? 0) : 0);

const since = (level: Ground['level'], { still }: JobStill): Ground => ({
  level,
  since: still.since,
  sinceMs: still.sinceMs,
});

const byItsOwnAccount = (piece: JobStill): Ground => ({
  level: 'suspect',
  since: piece.at - inVainMs(piece),
  sinceMs: piece.still.seenMs - inVainMs(piece),
});

/**
 * A job in progress prints neither a page nor a byte. Known only where it was seen to stand, its progress is counted,
 * and it prints nowhere but here. While any job of the device moves, or one does not for a reason, nothing is said.
 */
export const jobDoesNotMove: Rule = {
  name: 'job-does-not-move',
  threshold: 'jobDoesNotMove',
  holds: (known) => {
    const { value: job, confidence } = known.facts.job;
    if (job?.inProgress !== true || job.states?.includes('deleting') === true) return null;
    const inProgress = jobsStill(known).filter((piece) => piece.job.inProgress);
    const piece = stillOf(known, job);
    if (piece === undefined || inProgress.some(isHeldUp)) return null;
    const enoughMs = thresholdMs(known.thresholds, 'jobDoesNotMove');
    if (inProgress.every(({ still }) => still.forMs >= enoughMs))
      return since(isCounted(job) && isPlain(job) && confidence === 'confirmed' ? 'stuck' : 'suspect', piece);
    return inProgress.length === 1 && inVainMs(piece) >= enoughMs ? byItsOwnAccount(piece) : null;
  },
};

/** A job is being deleted and stays. With the channel it is what holds it; without, it may be. */
export const jobBeingDeletedStays: Rule = {
  name: 'job-being-deleted-stays',
  threshold: 'deletingStays',
  holds: (known) => {
    const { value: job, confidence } = known.facts.job;
    if (job?.states?.includes('deleting') !== true) return null;
    const piece = stillOf(known, job);
    if (piece === undefined || isHeldUp(piece)) return null;
    if (piece.still.forMs < thresholdMs(known.thresholds, 'deletingStays')) return null;
    if (job.inProgress) return since(confidence === 'confirmed' ? 'stuck' : 'suspect', piece);
    return existsForSure(known) ? since('suspect', piece) : null;
  },
};

export const jobInProgress: Rule = {
  name: 'job-in-progress',
  threshold: null,
  holds: ({ facts: { job } }) =>
    job.value?.inProgress === true && job.at !== null
      ? { level: 'in-use', since: job.at, sinceMs: job.ms ?? null }
      : null,
};

/**
 * The socket was seen while its job did not print. One that a person, its own program or the printer keeps waiting is no
 * sign, nor is a moment between two jobs.
 */
export const jobWaits: Rule = {
  name: 'job-waits',
  threshold: null,
  holds: (known) => {
    const { job, exists } = known.facts;
    if (!existsForSure(known) || job.value === null || job.at === null) return null;
    if ((stillOf(known, job.value)?.still.sinceMs ?? -Infinity) >= (exists.ms ?? 0)) return null;
    const { queue } = job.value;
    const isQueueHeld = known.deviceEvidence.some(
      (piece) => piece.kind === 'queue' && piece.queue.name === queue && whyQueueStands(piece.queue) !== null,
    );
    const speaks = ['stands', 'waits'].includes(jobPhase(job.value));
    return speaks && !wantsPerson(job.value) && !isQueueHeld
      ? { level: 'suspect', since: job.at, sinceMs: job.ms ?? null }
      : null;
  },
};
