import { maxChannels } from '../dot4/sockets.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { FindingName } from '../evidence/findings.ts';
import type { SuspicionLevel, SuspicionRuleName } from '../evidence/rule.ts';
import type { Still } from '../evidence/still.ts';
import { spanWords } from './ago.ts';
import { jobWords } from './jobs.ts';

type Of<K extends Evidence['kind']> = Extract<Evidence, { kind: K }>;

export const levelWords: Readonly<Record<Exclude<SuspicionLevel, 'none'>, string>> = {
  'in-use': 'In use',
  suspect: 'Suspect',
  stuck: 'Stuck',
};

interface RuleWords {
  /** Behind its level: "Stuck: …" */
  readonly sentence: string;
  /** What would show that it is not so. */
  readonly disproof: string;
}

export const ruleWords: Readonly<Record<SuspicionRuleName, RuleWords>> = {
  'job-does-not-move': {
    sentence: 'a job is in progress and prints neither a page nor a byte.',
    disproof: 'A page comes out, the job counts on, or the display of the printer asks for something.',
  },
  'job-being-deleted-stays': {
    sentence: 'a job is being deleted and stays in the queue.',
    disproof: 'The job leaves the queue.',
  },
  'job-in-progress': {
    sentence: 'a job is in progress.',
    disproof: 'The job stops moving for as long as the threshold says, or leaves the queue.',
  },
  'holder-ended': {
    sentence:
      'the only program seen with the device open has ended, and the socket was still there after that.',
    disproof: 'A new scan finds no such socket, or another program uses the channel.',
  },
  'holder-hangs': {
    sentence:
      'the window of the only program seen with the device open does not respond, and the program uses neither processor time nor I/O.',
    disproof: 'Its window responds, the program does something, or a person sees that it scans.',
  },
  'holder-does-not-respond': {
    sentence:
      'the window of the only program seen with the device open does not respond, although the program works.',
    disproof: 'Its window responds, or a person sees that it scans: old programs stand still while they do.',
  },
  'one-of-holders-ended': {
    sentence:
      'one of the programs that may have used it was seen ended, and the socket was still there after that.',
    disproof: 'Another program uses the channel, or a new scan finds no such socket.',
  },
  'one-of-holders-hangs': {
    sentence:
      'one of the programs that may hold it does not respond, and uses neither processor time nor I/O.',
    disproof: 'Its window responds, or another program uses the channel.',
  },
  'job-waits': {
    sentence: 'the socket exists, and its job waits instead of printing.',
    disproof: 'The job begins to print.',
  },
  'service-stopped': {
    sentence: 'the Windows service that uses this channel is stopped, and the socket is still there.',
    disproof: 'The service runs again, or a new scan finds no such socket.',
  },
  'no-holder-seen': {
    sentence: 'the socket exists, and no running program that Unjam can see has the device open.',
    disproof: 'A program is seen with the device open, or a new scan finds no such socket.',
  },
  'holder-idle': {
    sentence: 'the only program seen with the device open uses neither processor time nor I/O.',
    disproof: 'The program does something, or a person still uses it.',
  },
  'channel-idle-long': {
    sentence: 'no program that may use it has done anything for a long time.',
    disproof: 'One of these programs does something, or a person still uses it.',
  },
};

/** What would show that a finding is not so. */
export const findingDisproofs: Readonly<Record<FindingName, string>> = {
  'printer-does-not-answer': 'A later try brings an answer, or a job moves.',
  'printer-wants-a-person': 'The display of the printer asks for nothing, and the state goes from the queue.',
  'printer-offline': 'The printer is on and connected, and the queue is online.',
  'queue-paused': 'The queue is resumed.',
  'spooler-stopped': 'The service runs again.',
  'job-being-deleted': 'The job leaves the queue.',
  'job-held': 'The job is resumed, or leaves the queue.',
  'job-does-not-begin': 'The job begins to print, or grows because its program still writes it.',
};

/** The same of what a verdict says of a device as a whole. */
export const deviceDisproofs = {
  'channels-taken': `A new scan finds fewer than ${maxChannels} sockets.`,
  'device-gone': 'Windows lists the printer again.',
  'problem-code': 'The Device Manager says that the printer works properly.',
} as const;

/** Behind it stands what would show that something is not so. */
export const disproofLabel = 'What would show otherwise:';

/** Too short to say anything of what was seen. */
const isShort = (still: Still | null | undefined): boolean => (still?.forMs ?? 0) < 60_000;

/** `subject`: whose window it is. */
export const hungWords = (subject: string, forMs: number): string =>
  forMs < 60_000 ? `${subject} does not respond.` : `${subject} has not responded for ${spanWords(forMs)}.`;

export const processUseWords = ({ name, pid, window, idle, hung }: Of<'process-use'>): string => {
  const use =
    idle === undefined || isShort(idle)
      ? 'not idle, as far as Unjam has watched it'
      : `neither processor time nor I/O used for ${spanWords(idle.forMs)}`;
  const windows = {
    hangs: hungWords('Its window', hung?.forMs ?? 0),
    responds: 'Its window responds.',
    none: 'No window of it was seen.',
  };
  return `${name} (process ${pid}): ${use}. ${windows[window ?? 'none']}`;
};

export const jobStillWords = ({ job, still }: Of<'job-still'>): string =>
  isShort(still)
    ? `Not seen to stand, as far as Unjam has watched it: ${jobWords(job)}.`
    : `No page and no byte for ${spanWords(still.forMs)}: ${jobWords(job)}.`;

export const printerTriedWords = ({ service, answer }: Of<'printer-tried'>): string =>
  answer === 'came'
    ? `The printer answered on a channel of Unjam to ${service}.`
    : `The printer did not answer on a channel of Unjam to ${service}, while the driver did.`;
