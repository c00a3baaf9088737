import { sameData } from '../same-data.ts';
import type { Stamp } from '../session/event.ts';
import type { Evidence, Observation } from './evidence.ts';
import { byPhase, jobPhase, namesSameJob } from './job.ts';
import type { Job, JobState } from './job.ts';
import type { SourceReport } from './source-report.ts';
import { firstSeen, seenAgain } from './still.ts';

type JobStill = Extract<Evidence, { kind: 'job-still' }>;
type ProcessUse = Extract<Evidence, { kind: 'process-use' }>;

/** What the session follows from look to look: by itself one look at it says nothing. */
export const isWatched = (piece: Evidence): piece is JobStill | ProcessUse =>
  piece.kind === 'job-still' || piece.kind === 'process-use';

const progressOf = ({ pagesDone, bytesDone = null }: Job) => [pagesDone, bytesDone];

const written: ReadonlySet<JobState> = new Set(['spooling', 'rendering-locally']);

/** Before it prints its program may still write it, and where Windows says so also meanwhile. */
const writtenOf = ({ inProgress, states = [], pagesTotal, bytes = null }: Job) =>
  inProgress && !states.some((state) => written.has(state)) ? null : [pagesTotal, bytes];

/** What may explain that a job does not move. When any of it changes, its time starts again. */
const circumstances = ({ job, queue }: Pick<JobStill, 'job' | 'queue'>) => [
  (job.states ?? []).toSorted(),
  writtenOf(job),
  queue,
];

/** Whether a job waits for another one, which prints or comes first. */
const isAhead = (other: Job, job: Job): boolean => {
  switch (jobPhase(job)) {
    case 'held':
      return false;
    case 'waits':
      return other.inProgress || (other.queue === job.queue && byPhase(other, job) < 0);
    default:
      return other.inProgress && other.queue === job.queue;
  }
};

const queueOf = (job: Job, seen: readonly Evidence[]): JobStill['queue'] => {
  const found = seen.find((piece) => piece.kind === 'queue' && piece.queue.name === job.queue);
  const { paused = false, offline = false, error = false } = found?.kind === 'queue' ? found.queue : {};
  const busy = seen.some(
    (piece) =>
      piece.kind === 'job' &&
      jobPhase(piece.job) !== 'over' &&
      !namesSameJob(piece.job, job) &&
      isAhead(piece.job, job),
  );
  return { paused, offline, error, busy };
};

const followJob = (
  { at, job, stoodMs = 0 }: Extract<Evidence, { kind: 'job' }>,
  queue: JobStill['queue'],
  before: JobStill | undefined,
  { seq, ms }: Stamp,
): JobStill => {
  const hasMoved = before !== undefined && !sameData(progressOf(job), progressOf(before.job));
  const isSame = before !== undefined && sameData(circumstances({ job, queue }), circumstances(before));
  const first = firstSeen(at, ms, before === undefined ? stoodMs : 0);
  const still = isSame && !hasMoved ? seenAgain(before.still, ms) : first;
  const movedMs = hasMoved ? ms : (before?.movedMs ?? null);
  const asFirstSeen = before === undefined || (before.asFirstSeen && isSame && !hasMoved);
  return { kind: 'job-still', source: 'spooler', at, seq, ms, job, queue, still, asFirstSeen, movedMs };
};

const followProcess = (
  { stoodMs = 0, ...piece }: ProcessUse,
  before: ProcessUse | undefined,
  { seq, ms }: Stamp,
): ProcessUse => {
  const { at, processorMs, operations, window } = piece;
  const first = firstSeen(at, ms, before === undefined ? stoodMs : 0);
  const isIdle = processorMs === before?.processorMs && operations === before.operations;
  const idle = isIdle && before.idle !== undefined ? seenAgain(before.idle, ms) : first;
  const hung = before?.hung == null ? first : seenAgain(before.hung, ms);
  return { ...piece, seq, ms, idle, hung: window === 'hangs' ? hung : null };
};

/**
 * The jobs that may stand and the programs that may hang of a look that has just come, with for how long they have. What
 * a source did not answer for stays as it was.
 */
export const followed = (
  observations: readonly Observation[],
  sources: readonly SourceReport[],
  before: readonly Evidence[],
  stamp: Stamp,
): readonly Evidence[] => {
  const seen = observations.map(({ evidence }) => evidence);
  const known = before.filter(isWatched);
  const silent = new Set<string>(
    sources.flatMap(({ source, result }) => (result.kind === 'not-looked' ? [source] : [])),
  );
  const follow = (piece: Evidence): Evidence[] => {
    if (piece.kind === 'job' && jobPhase(piece.job) !== 'over') {
      const last = known.find(
        (one): one is JobStill => one.kind === 'job-still' && namesSameJob(one.job, piece.job),
      );
      return [followJob(piece, queueOf(piece.job, seen), last, stamp)];
    }
    if (piece.kind !== 'process-use') return [];
    const last = known.find(
      (one): one is ProcessUse =>
        one.kind === 'process-use' && one.pid === piece.pid && one.startedAt === piece.startedAt,
    );
    return [followProcess(piece, last, stamp)];
  };
  return [...known.filter(({ source }) => silent.has(source)), ...seen.flatMap(follow)];
};
