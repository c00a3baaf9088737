import { maxChannels } from '../dot4/sockets.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Holder } from '../evidence/facts.ts';
import { findingOfStandingJob } from '../evidence/findings.ts';
import type { Job } from '../evidence/job.ts';
import type { Suspicion } from '../evidence/suspicion.ts';
import { madeOnce } from '../made-once.ts';
import { mayBeStopped } from '../remedy/restraint.ts';
import { functionOf } from '../verdict/complaints.ts';
import type { PrinterFunction } from '../verdict/complaints.ts';
import type { Cause, CauseBeside, ChannelRef, Explanation, Verdict } from '../verdict/verdict.ts';
import { adviceWords } from './advice.ts';
import { agoWords, spanWords } from './ago.ts';
import { firstVisible } from './foreign-text.ts';
import { problemCodeWords } from './health.ts';
import { jobAdvice, jobWords, queueName } from './jobs.ts';
import { counted, plural } from './plural.ts';
import { kindOfChannel } from './status.ts';

type CauseOf<K extends Cause['kind']> = Extract<Cause, { kind: K }>;

const functionNames: Readonly<Record<PrinterFunction, string>> = {
  scan: 'Scanning',
  print: 'Printing',
  fax: 'Faxing',
};

const blockedWords = (blocks: Explanation['blocks'], printer: string): string =>
  blocks === null
    ? `A service of ${printer} is blocked`
    : `${functionNames[blocks]} on ${printer} is blocked`;

const suspectedWords = (blocks: Explanation['blocks'], printer: string): string =>
  blocks === null
    ? `A service of ${printer} may be blocked`
    : `${functionNames[blocks]} on ${printer} may be blocked`;

/** "scan channel", "HP-MESSAGE channel", "channel 9"; of several how many: "3 scan channels". */
const channelName = (channels: readonly ChannelRef[]): string => {
  const [first] = channels;
  if (first === undefined) return 'channel';
  if (channels.length === 1) return kindOfChannel(first.service, first.hostSocket);
  const named = functionOf(first.service) ?? first.service;
  const isOfOne = channels.every((one) => (functionOf(one.service) ?? one.service) === named);
  const kind = isOfOne && named !== null ? `${named} channel` : 'channel';
  return counted(channels.length, kind, `${kind}s`);
};

/** "the scan channel", "channel 9", "3 scan channels". */
export const openChannels = (channels: readonly ChannelRef[]): string =>
  channels.length === 1 && channels[0]?.service !== null
    ? `the ${channelName(channels)}`
    : channelName(channels);

export const listed = madeOnce(() => new Intl.ListFormat('en'));

export const programName = (name: string): string => firstVisible(name.replace(/\.exe$/i, '')) ?? 'a program';

const holderName = (holder: Holder | null): string => {
  switch (holder?.kind) {
    case undefined:
      return 'a program';
    case 'unjam':
      return 'Unjam';
    case 'queue':
      return `the spooler (${queueName(holder.queue)})`;
    case 'process':
      return programName(holder.process.name);
  }
};

interface Said {
  /** What is blocked, or may be, on which printer. */
  readonly head: string;
  readonly channel: string;
  readonly isOne: boolean;
  readonly holder: string;
  readonly job: string;
  readonly ago: string;
  /** How long the rule has held. */
  readonly span: string;
}

/** Which channels a program holds is never seen, only that no other is seen with the device open. */
const onlyHolder = ({ head, holder }: Said): string =>
  `${head}: ${holder}, the only program seen with the printer open,`;

/** Each rule as it is said in the first line. */
const channelSentences: Readonly<Record<NonNullable<Suspicion['rule']>, (said: Said) => string>> = {
  'job-does-not-move': ({ head, job, span }) => `${head}: nothing of ${job} has been printed for ${span}.`,
  'job-being-deleted-stays': ({ head, job, span }) =>
    `${head}: ${job} is being deleted, and has stayed for ${span}.`,
  'job-in-progress': ({ head, job }) => `${head}: ${job} is in progress.`,
  'holder-ended': ({ head, holder, ago, channel }) =>
    `${head}: ${holder} ended ${ago} and left its ${channel} open.`,
  'one-of-holders-ended': ({ head, holder, ago, channel, isOne }) =>
    `${head}: ${holder} ended ${ago}, and its ${channel} ${isOne ? 'is' : 'are'} still open. Another program may use ${isOne ? 'it' : 'them'}.`,
  'one-of-holders-hangs': ({ head, holder, channel, span }) =>
    `${head}: ${holder}, which may hold its ${channel}, has neither responded nor done anything for ${span}.`,
  'job-waits': ({ head, channel, job, isOne }) =>
    `${head}: its ${channel} ${isOne ? 'is' : 'are'} open, and ${job} waits instead of printing.`,
  'service-stopped': ({ head, channel, isOne }) =>
    `${head}: the Windows service that uses its ${channel} is stopped, and ${isOne ? 'it is' : 'they are'} still open.`,
  'no-holder-seen': ({ head, channel, isOne }) =>
    `${head}: its ${channel} ${isOne ? 'is' : 'are'} open, and no running program that Unjam can see uses ${isOne ? 'it' : 'them'}.`,
  'holder-hangs': (said) => `${onlyHolder(said)} has neither responded nor done anything for ${said.span}.`,
  'holder-does-not-respond': (said) =>
    `${onlyHolder(said)} has a window that has not responded for ${said.span}.`,
  'holder-idle': (said) => `${onlyHolder(said)} has done nothing for ${said.span}.`,
  'channel-idle-long': ({ head, channel, isOne, span }) =>
    `${head}: its ${channel} ${isOne ? 'is' : 'are'} open, and no program that may use ${isOne ? 'it' : 'them'} has done anything for ${span}.`,
};

/** When a program was last seen to stand, where nothing more is seen of it since; null: it is seen now, or nothing was. */
const lastSeenMs = ({ grounds }: Explanation, { sources }: Verdict): number | null => {
  const isSilent = ({ source }: Evidence): boolean =>
    sources.some((report) => report.source === source && report.result.kind === 'not-looked');
  const seen = grounds
    .filter(isSilent)
    .flatMap((piece) => (piece.kind === 'process-use' ? [piece.idle, piece.hung] : []))
    .flatMap((still) => still?.seenMs ?? []);
  return seen.length === 0 ? null : Math.max(...seen);
};

/** For how long a rule has held, in ms: by the session's own clock, for the other may have been set since. */
const lastedMs = ({ since, sinceMs }: Suspicion, { at, ms }: Pick<Verdict, 'at' | 'ms'>): number =>
  sinceMs === undefined ? at - (since ?? at) : ms - sinceMs;

const channelSentence = (
  explanation: Explanation,
  { suspicion, holder, job }: CauseOf<'channel'>,
  verdict: Verdict,
): string => {
  const { printer } = verdict;
  const { kind, blocks, channels } = explanation;
  const seenMs = lastSeenMs(explanation, verdict);
  const agoMs = seenMs === null ? 0 : verdict.ms - seenMs;
  const ms = lastedMs(suspicion, { at: verdict.at - agoMs, ms: verdict.ms - agoMs });
  if (suspicion.rule === null) throw new Error('an explanation without a rule');
  const sentence = channelSentences[suspicion.rule]({
    head: kind === 'blocked' ? blockedWords(blocks, printer) : suspectedWords(blocks, printer),
    channel: channelName(channels),
    isOne: channels.length === 1,
    holder: holderName(holder),
    job: job === null ? 'a job' : jobWords(job),
    ago: agoWords(ms),
    span: spanWords(ms),
  });
  return seenMs === null ? sentence : `${sentence} That was last seen ${agoWords(agoMs)}.`;
};

const restartSpooler =
  'When no other job is printing on this computer, restart its Windows service “Spooler” in the list of services (services.msc).';

const queueStands: Readonly<
  Record<CauseOf<'queue-stands'>['because'], readonly [is: string, advice: string]>
> = {
  paused: ['is paused', 'Resume it in the window of the print queue.'],
  offline: [
    'is set offline, or its printer is',
    'Check cable and power, then “Use Printer Online” in the window of the print queue.',
  ],
  error: ['reports a problem of the printer', 'Look at the display of the printer.'],
};

const waitingJobs = (jobs: number): string =>
  jobs === 0 ? '' : `, and ${counted(jobs, 'job waits', 'jobs wait')} in it`;

/** Programs that a user can close, as they know them; the services of Windows are none. */
export const closable = ({ holders }: Verdict): string[] => [
  ...new Set(holders.filter(({ name }) => mayBeStopped(name)).map(({ name }) => programName(name))),
];

/** What a user can do by themselves, before anything is ended for them. */
export const closeWords = (programs: readonly string[]): string[] =>
  programs.length === 0
    ? []
    : [
        `${listed().format(programs)} ${plural(programs.length, 'has', 'have')} the printer open: close ${plural(programs.length, 'it', 'them')} and try again.`,
      ];

type Told = readonly [sentence: string, advice: string | null];

const channelsTakenWords = ({ holder }: CauseOf<'channels-taken'>, verdict: Verdict): Told => {
  const all = `${verdict.printer} has no channel left: all ${maxChannels} are open`;
  const blocked = 'No program can scan, print or fax before some of them are closed.';
  return [
    holder === null ? `${all}.` : `${all}, and only ${holderName(holder)} is seen with the printer open.`,
    [blocked, ...closeWords(closable(verdict))].join(' '),
  ];
};

const notBegunWords = (job: Job, printer: string): readonly [sentence: string, advice: string] => {
  if (job.states?.includes('spooling') === true)
    return [
      `Printing on ${printer} waits: a job is still being written, and does not grow: ${jobWords(job)}.`,
      'If its program hangs, close it. Or delete the job and print it again.',
    ];
  if (job.states?.includes('rendering-locally') === true)
    return [
      `Printing on ${printer} waits: this computer is still preparing a job, which does not grow: ${jobWords(job)}.`,
      'Delete the job and print it again.',
    ];
  return [
    `Printing on ${printer} waits: a job does not begin, although nothing prints before it: ${jobWords(job)}.`,
    'Delete the job and print it again. If each job waits so, see in the properties of the queue whether it prints at certain hours only.',
  ];
};

/** `programs`: those that may keep its channel, as a user knows them. */
const standingJobWords = (job: Job, printer: string, programs: readonly string[] = []): Told => {
  switch (findingOfStandingJob(job)) {
    case 'job-being-deleted':
      return [
        `Printing on ${printer} waits: ${jobWords(job)} is being deleted and stays in the queue.`,
        restartSpooler,
      ];
    case 'job-does-not-begin': {
      const [sentence, advice] = notBegunWords(job, printer);
      return [sentence, [...closeWords(programs), advice].join(' ')];
    }
    default:
      return [`Printing on ${printer} waits for a person: ${jobWords(job)}.`, jobAdvice(job)];
  }
};

/** The sentence, and what a person is to do. */
export const causeWords = (explanation: Explanation, verdict: Verdict): Told => {
  const { cause } = explanation;
  const { printer } = verdict;
  switch (cause.kind) {
    case 'channel':
      return [channelSentence(explanation, cause, verdict), null];
    case 'channels-taken':
      return channelsTakenWords(cause, verdict);
    case 'job-wants-person':
      return standingJobWords(cause.job, printer, closable(verdict));
    default:
      return causeBesideWords(cause, printer);
  }
};

/** The same of what is no matter of channels. */
export const causeBesideWords = (cause: CauseBeside, printer: string): Told => {
  switch (cause.kind) {
    case 'no-answer':
      return [
        `${printer} does not answer, although its driver does.`,
        `No closing of channels on this computer can mend that. ${adviceWords.restartPrinter}`,
      ];
    case 'device-gone':
      return [`${printer} is not connected, or it is switched off.`, 'Check its cable and its power.'];
    case 'problem-code':
      return [
        `Windows cannot use ${printer}: ${problemCodeWords(cause.code)}.`,
        'Look at it in the Device Manager; plug it in again, or install its driver again.',
      ];
    case 'job-wants-person':
      return standingJobWords(cause.job, printer);
    case 'service-stopped':
      return [
        `Nothing prints on this computer: its Windows service “${cause.service}” is stopped.`,
        'Start it in the list of services (services.msc), then print again.',
      ];
    case 'queue-stands': {
      const [is, advice] = queueStands[cause.because];
      return [
        `Printing on ${printer} waits for a person: the queue “${queueName(cause.queue.name)}” ${is}${waitingJobs(cause.queue.jobs)}.`,
        advice,
      ];
    }
  }
};

/** What only a person can see: “yes” means that nothing is to be ended. */
export const questionWords: Readonly<Record<NonNullable<Explanation['question']>, string>> = {
  scanning: 'Is anyone scanning on this printer now?',
  printing: 'Is anything coming out of this printer now?',
  faxing: 'Is a fax being sent or received now?',
  'in-use': 'Does anyone use this printer now?',
};
