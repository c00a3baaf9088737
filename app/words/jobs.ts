import type { Facts } from '../evidence/facts.ts';
import type { Job, JobState, OtherJobs } from '../evidence/job.ts';
import { jobPhase } from '../evidence/job.ts';
import type { JobPhase } from '../evidence/job.ts';
import type { DeviceState } from '../session/state.ts';
import { firstVisible } from './foreign-text.ts';
import { plural } from './plural.ts';

/** As the print queue's window of Windows calls them. */
export const jobStateWords: Readonly<Record<JobState, string>> = {
  paused: 'paused',
  error: 'error',
  deleting: 'deleting',
  spooling: 'spooling',
  printing: 'printing',
  offline: 'offline',
  'paper-out': 'paper out',
  printed: 'printed',
  deleted: 'deleted',
  blocked: 'blocked',
  'user-intervention': 'user intervention',
  restart: 'restarted',
  complete: 'sent to printer',
  retained: 'kept',
  'rendering-locally': 'being rendered',
};

/** What a state means for what to do next. */
const stateAdvice: Readonly<Record<JobState, string>> = {
  paused: 'A person paused it: resume or delete it in the print queue.',
  error: 'It stopped with an error: restart or delete it before anything is closed.',
  deleting: 'It is being deleted already.',
  spooling: 'Its program is still writing it, unless it hangs.',
  printing: 'Closing the channel cuts it off.',
  offline: 'The printer or its port is offline: check cable and power first.',
  'paper-out': 'The printer is out of paper: fill it, and the job goes on.',
  printed: 'It is over and uses no channel.',
  deleted: 'It is over and uses no channel.',
  blocked: 'Its driver cannot print it: delete it, and the jobs behind it go on.',
  'user-intervention': 'The printer needs a person: look at its display first.',
  restart: 'It is printed again from its beginning.',
  complete: 'All of it is in the printer: it uses no channel.',
  retained: 'It is kept in the queue after printing and uses no channel.',
  'rendering-locally': 'This computer is still preparing it.',
};

/** The states in the order in which they decide what to do. */
const telling: readonly JobState[] = [
  ...(['user-intervention', 'paper-out', 'offline', 'deleting', 'blocked', 'error', 'paused'] as const),
  ...(['spooling', 'rendering-locally', 'printing', 'retained', 'complete', 'printed', 'deleted'] as const),
  'restart',
];

export const jobAdvice = ({ states = [] }: Job): string | null => {
  const state = telling.find((one) => states.includes(one));
  if (state === undefined) return null;
  return state === 'paper-out' && states.includes('deleting')
    ? 'The printer is out of paper: fill it, so that the job can be deleted.'
    : stateAdvice[state];
};

const phaseWords: Readonly<Record<JobPhase, string>> = {
  'in-progress': 'In progress',
  stands: 'Stopped',
  leaves: 'Being deleted',
  waits: 'Waiting',
  held: 'On hold',
  over: 'Over',
};

const jobStatesWords = ({ states = [] }: Job): string =>
  states.length === 0 ? '' : ` (${states.map((state) => jobStateWords[state]).join(', ')})`;

/** A queue as a person can name it. */
export const queueName = (name: string): string => firstVisible(name) ?? 'a queue without a name';

export const jobWords = (job: Job): string => {
  const pages =
    job.pagesDone === null || job.pagesTotal === null ? '' : `, page ${job.pagesDone} of ${job.pagesTotal}`;
  const document = firstVisible(job.document);
  const user = firstVisible(job.user);
  const what = document === null ? `${job.kind} job ${job.id}` : `${job.kind} job “${document}”`;
  const who = user === null ? '' : ` of ${user}`;
  return `${what}${who} on ${queueName(job.queue)}${pages}`;
};

/** "In progress (printing, error): print job “A” of ann on LJ, page 1 of 9. It stopped with an error: …" */
export const jobEvidenceWords = (job: Job): string => {
  const advice = jobAdvice(job);
  const sentence = `${phaseWords[jobPhase(job)]}${jobStatesWords(job)}: ${jobWords(job)}.`;
  return advice === null ? sentence : `${sentence} ${advice}`;
};

/** "1 more in progress, 2 more wait"; null where there is no other. */
export const otherJobsWords = ({ inProgress, waiting }: OtherJobs): string | null => {
  const parts = [
    inProgress === 0 ? null : `${inProgress} more in progress`,
    waiting === 0 ? null : `${waiting} more ${plural(waiting, 'waits', 'wait')}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
};

/** The job of a channel, and how many others it has; null where none is known. */
export const channelJobWords = ({ job, otherJobs }: Pick<Facts, 'job' | 'otherJobs'>): string | null => {
  if (job.value === null) return null;
  const others = otherJobsWords(otherJobs);
  return others === null ? jobWords(job.value) : `${jobWords(job.value)} (${others})`;
};

/** Jobs of a device of which nobody knows by which socket they go, or those in progress alone; null: none. */
export const untiedJobWords = (
  { evidence }: Pick<DeviceState, 'evidence'>,
  which: 'all' | 'in-progress',
): string | null => {
  const jobs = evidence.flatMap((piece) => (piece.kind === 'job' ? [piece.job] : []));
  const meant = jobs.filter(({ inProgress }) => which === 'all' || inProgress);
  return meant.length === 0 ? null : meant.map(jobWords).join('; ');
};
