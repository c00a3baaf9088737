import * as v from 'valibot';

/** JOB_STATUS_* of winspool.h as plain names; the last two are named by Microsoft's page of JOB_INFO_2 only. */
export const jobStatusBits = {
  paused: 0x1,
  error: 0x2,
  deleting: 0x4,
  spooling: 0x8,
  printing: 0x10,
  offline: 0x20,
  'paper-out': 0x40,
  printed: 0x80,
  deleted: 0x100,
  blocked: 0x200,
  'user-intervention': 0x400,
  restart: 0x800,
  complete: 0x1000,
  retained: 0x2000,
  'rendering-locally': 0x4000,
} as const;
export type JobState = keyof typeof jobStatusBits;
export const jobStates = Object.keys(jobStatusBits) as [JobState, ...JobState[]];

export const jobStatesOf = (status: number): JobState[] =>
  jobStates.filter((state) => (status & jobStatusBits[state]) !== 0);

/** A job that uses a device, as the spooler (or the fax service) reports it. */
export const JobSchema = v.strictObject({
  kind: v.picklist(['print', 'fax']),
  id: v.number(),
  queue: v.string(),
  document: v.nullable(v.string()),
  user: v.nullable(v.string()),
  pagesDone: v.nullable(v.number()),
  pagesTotal: v.nullable(v.number()),
  /** By `isInProgress` of its states. */
  inProgress: v.boolean(),
  /** Absent in older records, as are those below. */
  states: v.optional(v.array(v.picklist(jobStates))),
  /** ISO 8601, UTC. With queue and id it names one job for ever: ids are given again when the spooler restarts. */
  submittedAt: v.optional(v.nullable(v.string())),
  bytes: v.optional(v.nullable(v.number())),
  /** Bytes of it that went to the printer; null where the spooler does not say. */
  bytesDone: v.optional(v.nullable(v.number())),
  /** For how long it has been printing by the spooler's own count, in ms; null where it does not say. */
  printingMs: v.optional(v.nullable(v.number())),
});
export type Job = v.InferOutput<typeof JobSchema>;

/** Windows calls a job “printing” from its first byte to its last, whatever else it says of it: it has the port. */
export const isInProgress = (states: readonly JobState[]): boolean => states.includes('printing');

/**
 * What a state means for the channel: the job stands and does not go on by itself, it waits for a person or a program, or
 * it is over and uses nothing. A job without any of them waits for its turn.
 */
const meanings: Readonly<Partial<Record<JobState, 'stands' | 'held' | 'over'>>> = {
  error: 'stands',
  offline: 'stands',
  'paper-out': 'stands',
  blocked: 'stands',
  'user-intervention': 'stands',
  paused: 'held',
  spooling: 'held',
  'rendering-locally': 'held',
  printed: 'over',
  complete: 'over',
  deleted: 'over',
  retained: 'over',
};

export type JobPhase = 'in-progress' | 'stands' | 'leaves' | 'waits' | 'held' | 'over';
/** In the order in which they speak for a channel. */
const phases: readonly JobPhase[] = ['in-progress', 'stands', 'leaves', 'waits', 'held'];

export const jobPhase = ({ inProgress, states = [] }: Pick<Job, 'inProgress' | 'states'>): JobPhase => {
  if (inProgress) return 'in-progress';
  // what is printed and being deleted is still in the queue
  if (states.includes('deleting') && !states.includes('deleted')) return 'leaves';
  const meant = new Set(states.map((state) => meanings[state]));
  return (['over', 'stands', 'held'] as const).find((phase) => meant.has(phase)) ?? 'waits';
};

/** Queue, id and time of submission name one job for good; the time is compared where both know it. */
export const namesSameJob = (
  one: Pick<Job, 'queue' | 'id' | 'submittedAt'>,
  other: Pick<Job, 'queue' | 'id' | 'submittedAt'>,
): boolean =>
  one.queue === other.queue &&
  one.id === other.id &&
  (one.submittedAt == null || other.submittedAt == null || one.submittedAt === other.submittedAt);

/** The jobs beside the one that is named. */
export const OtherJobsSchema = v.strictObject({ inProgress: v.number(), waiting: v.number() });
export type OtherJobs = v.InferOutput<typeof OtherJobsSchema>;

/** A list is in the order of what speaks for the channel, whatever the order in which the spooler lists its jobs. */
export const byPhase = (a: Job, b: Job): number =>
  phases.indexOf(jobPhase(a)) - phases.indexOf(jobPhase(b)) ||
  (a.submittedAt ?? '').localeCompare(b.submittedAt ?? '', 'en') ||
  a.id - b.id ||
  a.queue.localeCompare(b.queue, 'en');
