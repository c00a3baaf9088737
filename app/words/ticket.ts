import type { Facts } from '../evidence/facts.ts';
import type { Environment } from '../session/state.ts';
import type { SuspicionRuleName } from '../evidence/rule.ts';
import type { Suspicion } from '../evidence/suspicion.ts';
import type { End } from '../ticket/cases.ts';
import type { VerdictKind } from '../verdict/verdict.ts';
import { elevationWords, runtimeWords } from './environment.ts';
import { jobWords } from './jobs.ts';
import { counted } from './plural.ts';

/** Labels are at most eleven characters: they stand in one column. */
export const ticketWords = {
  copied: 'Ticket text copied.',
  heads: {
    summary: 'SUMMARY',
    done: 'DONE',
    result: 'RESULT',
    next: 'NEXT',
    technical: 'TECHNICAL',
  },
  labels: {
    computer: 'PC',
    written: 'Written',
    printer: 'Printer',
    channel: 'Channel',
    why: 'Problem',
    found: 'Verdict',
    health: 'Also',
    program: 'Unjam',
    device: 'Device',
    instance: 'Instance',
    driver: 'Driver',
    profile: 'Profile',
    status: 'Status',
    around: 'Seen around',
    then: 'Seen then',
    service: 'Service',
    sources: 'Looked at',
    channels: 'Channels',
    exists: 'Exists',
    services: 'Services',
    peripheral: 'Peripheral',
    holder: 'Program',
    job: 'Job',
    disproof: 'Not so if',
    firstSeen: 'First seen',
    evidence: 'Evidence',
    answer: 'Answer',
  },
  simulated: (scenario: string | null): string =>
    `SIMULATED PRINTERS${scenario === null ? '' : ` (scenario ${scenario})`}: nothing in this text is real.`,
  who: ({ computer, user }: Environment): string => `${computer}, user ${user}`,
  program: (environment: Environment): string =>
    `${environment.version} on ${platforms[environment.platform] ?? environment.platform}, ${elevationWords(environment)}, ${runtimeWords(environment)}`,
  noDevice: 'No DOT4 device is known.',
  noDevices: 'NO PRINTER',
  notKnown: 'not known',
  asOf: (sentence: string, time: string): string => `${time}: ${sentence}`,
  noEvidence: 'none yet',
  noChannels: 'none is known',
  nothingDone: 'Nothing was done since Unjam was started.',
  nothingRecorded: 'Nothing was done, and nothing is recorded of the last 24 hours.',
  olderRecords: 'Older records are in the audit trail of this PC.',
  noResult: 'None: nothing was done to a channel.',
  isGone: 'gone',
  isClosing: 'being closed now',
  isUnderWay: 'still under way',
  goneByItself: (channel: string): string => `${channel} is gone. Unjam did not close it.`,
  goneSince: (channel: string): string => `Later ${channel} was seen to be gone.`,
  underWay: (channel: string): string => `${channel}: still under way.`,
  underWayNext: 'Wait until it has ended.',
  nothingNext: 'No step is recommended: no sign that a channel is stuck.',
  nothingMore: 'Nothing more to do: the user says that it works.',
  saysWorks: 'The user says that it works.',
  saysFails: 'The user says that it still fails.',
  saysInUse: 'The user says that it is in use.',
  present: 'present',
  deviceGone: 'gone: unplugged, switched off or removed',
  measuredAt: (profile: string, time: string): string => `${profile}, ${time}`,
  between: (from: string, to: string, count: number): string => `${from} to ${to}, ${count} times`,
  closing: 'Close channel',
  closeThese: 'Close these channels.',
} as const;

const platforms: Readonly<Record<string, string>> = {
  win32: 'Windows',
  linux: 'Linux',
  darwin: 'macOS',
};

/** "1–3, 5": numbers in order, neighbours as a range. */
const rangesOf = (numbers: readonly number[]): string => {
  const ranges: [from: number, to: number][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && number <= last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
};

/** "128 channels, host sockets 1–128"; of one service: "3 HP-SCAN channels, host sockets 4, 20–21". */
export const channelsWords = (
  services: readonly (string | null)[],
  hostSockets: readonly number[],
): string => {
  const [service = null] = services;
  const isOfOne = service !== null && services.every((one) => one === service);
  const kind = isOfOne ? `${service} channel` : 'channel';
  return `${counted(hostSockets.length, kind, `${kind}s`)}, host sockets ${rangesOf(hostSockets)}`;
};

/** `freed`: a later search was made, and no person has confirmed that the printer works. */
type Standing = End | 'freed' | Suspicion['level'];

const statuses: Readonly<Record<Standing, string>> = {
  fixed: 'FIXED',
  freed: 'FREED',
  gone: 'GONE',
  unconfirmed: 'NOT CONFIRMED',
  'not-fixed': 'NOT FIXED',
  works: 'FIXED',
  'still-fails': 'STILL FAILS',
  running: 'UNDER WAY',
  stuck: 'STUCK',
  suspect: 'SUSPECT',
  'in-use': 'IN USE',
  none: 'OPEN',
};

const standings: Readonly<Record<Standing, string>> = {
  fixed: 'freed',
  freed: 'freed',
  gone: 'gone',
  unconfirmed: 'closed, not confirmed',
  'not-fixed': 'not freed',
  works: 'closed, and it works again',
  'still-fails': 'closed, but it still fails',
  running: 'being freed',
  stuck: 'stuck',
  suspect: 'suspect',
  'in-use': 'in use',
  none: 'open',
};

/** In the order in which they are told of many: what is good last. */
const worstFirst: readonly Standing[] = [
  'not-fixed',
  'still-fails',
  'stuck',
  'unconfirmed',
  'suspect',
  'running',
  'in-use',
  'none',
  'freed',
  'gone',
  'works',
  'fixed',
];

const good: ReadonlySet<Standing> = new Set(['fixed', 'works', 'gone']);

const statusOf = (found: ReadonlySet<Standing>): string => {
  const [only] = found;
  if (found.size === 1 && only !== undefined) return statuses[only];
  if ((found.has('fixed') || found.has('works')) && !found.has('running'))
    return [...found].every((one) => good.has(one)) ? 'FIXED' : 'PARTLY FIXED';
  return statuses[worstFirst.find((one) => found.has(one)) ?? 'none'];
};

/** "126 freed, 2 not freed". */
const countsOf = (all: readonly Standing[]): string =>
  worstFirst
    .toReversed()
    .flatMap((one) => {
      const count = all.filter((other) => other === one).length;
      return count === 0 ? [] : [`${count} ${standings[one]}`];
    })
    .join(', ');

/** "scan channel freed", of one; of several "128 channels: 126 freed, 2 not freed". */
export const standingWords = (all: readonly Standing[], kind: string | null): string => {
  const [only = 'none'] = all;
  return kind === null
    ? `${counted(all.length, 'channel', 'channels')}: ${countsOf(all)}`
    : `${kind} ${standings[only]}`;
};

export interface Headline {
  readonly standings: readonly Standing[];
  readonly time: string;
  readonly printers: readonly string[];
  /** Of one channel alone. */
  readonly kind: string | null;
  readonly cause: string | null;
}

const headlineOf = ({ standings: all, printers, kind }: Headline): string => {
  const of = printers.join(' and ');
  const [only = 'none'] = all;
  if (kind !== null) return `${kind} of ${of} ${standings[only]}`;
  const channels = `${counted(all.length, 'channel', 'channels')} of ${of}`;
  return new Set(all).size === 1 ? `${channels} ${standings[only]}` : `${channels}: ${countsOf(all)}`;
};

/** "FIXED 12:34 – scan channel of M1522nf freed; cause: ScanToPC.exe ended (inferred)". */
export const headlineWords = (headline: Headline): string => {
  const { standings: all, time, cause } = headline;
  const because = cause === null ? '' : `; cause: ${cause}`;
  return `${statusOf(new Set(all))} ${time} – ${headlineOf(headline)}${because}`;
};

/** Of printers without a channel to report. */
export const quietHeadline = (time: string, printers: readonly string[], isScanned: boolean): string =>
  isScanned
    ? `CHECKED ${time} – no channel of ${printers.join(' and ')} looks stuck`
    : `NOT CHECKED ${time} – the driver of ${printers.join(' and ')} was not asked which channels exist`;

const foundStatuses: Readonly<Record<Exclude<VerdictKind, 'nothing-found'>, string>> = {
  blocked: 'BLOCKED',
  suspected: 'MAY BE BLOCKED',
  'printer-does-not-answer': 'PRINTER DOES NOT ANSWER',
  'person-needed': 'WAITS FOR A PERSON',
  'could-not-be-told': 'CANNOT TELL',
};

/** Of a printer without a channel to report, of which something else was found. */
export const foundHeadline = (kind: keyof typeof foundStatuses, time: string, sentence: string): string =>
  `${foundStatuses[kind]} ${time} – ${sentence}`;

/** What a program did that kept the channel. */
const holderDid: Partial<Readonly<Record<SuspicionRuleName, string>>> = {
  'holder-hangs': 'hung',
  'holder-does-not-respond': 'did not respond',
  'holder-idle': 'did nothing for a long time',
};

const jobDid: Partial<Readonly<Record<SuspicionRuleName, string>>> = {
  'job-does-not-move': 'did not go on',
  'job-being-deleted-stays': 'was being deleted and stayed',
  'job-waits': 'waited',
};

/** Who or what kept the channel, as far as it was seen; null: it was not. */
export const causeWords = ({ holder, job }: Facts, rule: Suspicion['rule']): string | null => {
  const sure = (confidence: string): string => (confidence === 'inferred' ? ' (inferred)' : '');
  const did = rule === null ? undefined : jobDid[rule];
  if (job.value !== null && (did !== undefined || holder.value?.kind !== 'process'))
    return `${[jobWords(job.value), ...(did === undefined ? [] : [did])].join(' ')}${sure(job.confidence)}`;
  if (holder.value?.kind === 'process') {
    const { name, endedAt } = holder.value.process;
    const had = (rule === null ? undefined : holderDid[rule]) ?? 'had it open';
    return `${name} ${endedAt === null ? had : 'ended'}${sure(holder.confidence)}`;
  }
  return rule === 'no-holder-seen' ? 'no running program was seen with it' : null;
};
