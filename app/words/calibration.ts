import type { FieldReport } from '../calibration/field-report.ts';
import type { StepName } from '../calibration/observation.ts';
import type { DriverProfile } from '../dot4/profile.ts';
import { ntStatusOf } from '../dot4/ntstatus.ts';
import { visible } from './foreign-text.ts';
import { statusWords } from './status.ts';

/** What measuring does, step by step, before anybody agrees to it. */
export const calibrationSteps: Readonly<Record<StepName, string>> = {
  open: 'Open the device.',
  'open-again': 'Open it a second time, to see whether the driver allows only one program at a time.',
  create: 'Make a socket of our own on a harmless service (ECHO, the configuration, or HP-MESSAGE).',
  destroy: 'Destroy it again, to see in which form the driver takes the request.',
  'probe-own': 'Wait for a channel on a socket of our own, and withdraw the question.',
  'probe-unknown':
    'Ask the same of high socket numbers that should not exist (255 and below), and see how long a refusal takes.',
  'destroy-unknown':
    'Ask the driver to destroy a number that it says does not exist, to see how it refuses. Skipped where no number is known not to exist.',
  'creator-ends': 'Make a socket, close the connection that made it, and see whether the socket went too.',
  channel: 'Open and close a channel on a socket of our own.',
  'close-again':
    'Close that channel a second time, to see whether the driver says success to what cannot be.',
  'destroy-with-channel': 'Destroy a socket of our own while its channel is open.',
  'other-handle': 'Destroy a socket of our own through another connection.',
  'other-process': 'Let a second process of Unjam destroy a socket of ours.',
};

export const calibrationPlan = {
  title: 'Measure driver',
  intro:
    'How this driver behaves is not documented. Unjam finds it out with throw-away sockets of its own, in less than 10 seconds. You can stop it at any time; it then cleans up.',
  risks: [
    'A number may be taken by another program between two steps; a request meant for a socket of ours would then reach theirs. No print, scan or fax service is touched.',
    'A driver that lets only its creator destroy a socket, and keeps it for ever, would keep one throw-away socket until the printer is switched off.',
    'A driver may stop answering when it is asked something new. Do not measure while a job is running.',
  ],
} as const;

const userMode: Readonly<Record<DriverProfile['userMode'], string>> = {
  accepted: 'It takes requests from programs.',
  refused: 'It takes no DOT4 requests from programs: Unjam cannot look at or free its sockets.',
  unknown: 'Whether it takes requests from programs could not be found out.',
};
const exclusiveOpen: Readonly<Record<DriverProfile['exclusiveOpen'], string>> = {
  yes: 'Only one program can have the device open at a time.',
  no: 'Several programs can have the device open.',
  unknown: 'Whether several programs can have the device open could not be found out.',
};
const probe = ({ existenceProbe, probeCancellation }: DriverProfile): string => {
  if (existenceProbe === 'unknown') return 'Whether it can tell which sockets exist could not be found out.';
  if (existenceProbe === 'none') return 'It cannot tell which sockets exist: no scan, no look after closing.';
  return probeCancellation === 'works'
    ? 'It can tell which sockets exist: scanning and looking after closing are possible.'
    : 'It could tell which sockets exist, but does not give the question back: it is not asked.';
};
const successToAll: Readonly<Record<DriverProfile['answersSuccessToAll'], string>> = {
  yes: 'It says success also to what cannot be: none of its answers confirms anything.',
  no: 'It refuses what cannot be.',
  unknown: 'Whether it says success also to what cannot be could not be found out.',
};
const unknownSocket = ({ unknownSocketStatus, unknownProbeStatus }: DriverProfile): string => {
  if (unknownSocketStatus !== null)
    return `A socket that does not exist is ${statusWords(ntStatusOf(unknownSocketStatus))}.`;
  return unknownProbeStatus === null
    ? 'How it refuses to destroy a socket that does not exist was not asked: without knowing which number does not exist, the question could destroy a socket in use.'
    : 'How it refuses to destroy a socket that does not exist could not be found out.';
};
const foreign: Readonly<Record<DriverProfile['foreignDestroy'], string>> = {
  allowed: 'A socket made by one program can be destroyed by another: stuck channels can be freed.',
  refused: 'A socket made by one program cannot be destroyed by another: end its holder instead.',
  unknown: 'Whether one program can destroy the socket of another could not be found out.',
};
const otherHandle: Readonly<Record<DriverProfile['otherHandleDestroy'], string>> = {
  allowed: 'Within one program, any connection can destroy a socket.',
  refused: 'Only the connection that made a socket can destroy it.',
  unknown: 'Whether another connection of the same program can destroy a socket could not be found out.',
};
const creatorEnds: Readonly<Record<DriverProfile['creatorEnds'], string>> = {
  frees: 'A socket goes when the connection that made it closes: ending the holder frees it.',
  leaks: 'A socket stays when the connection that made it closes: a program that crashes leaves it behind.',
  unknown: 'What becomes of a socket when its connection closes could not be found out.',
};
const withChannel: Readonly<Record<DriverProfile['destroyWithOpenChannel'], string>> = {
  'takes-down': 'Destroying a socket closes its channel too.',
  busy: 'A socket with an open channel is not destroyed: the driver says that it is busy.',
  unknown: 'What destroying a socket with an open channel does could not be found out.',
};
const destroyForm: Readonly<Record<DriverProfile['destroyWantsOutput'], string>> = {
  yes: 'DESTROY_SOCKET needs an output buffer.',
  no: 'DESTROY_SOCKET needs no output buffer.',
  unknown: 'The form of DESTROY_SOCKET could not be found out.',
};

/** A measured profile in plain words, the most important first. */
export const profileSentences = (profile: DriverProfile): readonly string[] => [
  userMode[profile.userMode],
  ...(profile.userMode === 'refused'
    ? []
    : [
        successToAll[profile.answersSuccessToAll],
        foreign[profile.foreignDestroy],
        probe(profile),
        withChannel[profile.destroyWithOpenChannel],
        creatorEnds[profile.creatorEnds],
        otherHandle[profile.otherHandleDestroy],
        destroyForm[profile.destroyWantsOutput],
        unknownSocket(profile),
      ]),
  exclusiveOpen[profile.exclusiveOpen],
  ...(profile.timings === null
    ? []
    : [
        `Opening took ${profile.timings.openMs} ms, the slowest request ${profile.timings.slowestRequestMs} ms, measuring ${(profile.timings.totalMs / 1000).toFixed(1)} s.`,
      ]),
];

/** A name that tells the driver and nothing of its user. */
export const reportFileName = ({ driver }: FieldReport): string =>
  `unjam-driver-${[driver.service ?? 'unknown', driver.version].filter(Boolean).join('-')}`.replaceAll(
    /[^\w.-]/g,
    '_',
  );

/** When it was measured, and where, if not here. */
const measuredWords = (at: number, on: string | undefined, time: (at: number) => string): string =>
  on === undefined ? `measured ${time(at)}` : `measured elsewhere, on ${visible(on)}, ${time(at)}`;

/** Above the sentences of a profile: since when they are known, or that a simulator says so. */
export const profileTitle = (profile: DriverProfile, time: (at: number) => string): string =>
  profile.measuredAt === null
    ? 'How the driver behaves, as the simulator says'
    : `How the driver behaves, ${measuredWords(profile.measuredAt, profile.measuredOn, time)}`;

/** What the command that measures is called, and says, where the driver was measured already; null: it was not. */
export const measureAgainWords = (
  profile: DriverProfile,
  time: (at: number) => string,
): { readonly label: string; readonly hint: string } | null =>
  profile.measuredAt === null
    ? null
    : profile.measuredOn !== undefined
      ? {
          label: 'Measure here…',
          hint: `It was ${measuredWords(profile.measuredAt, profile.measuredOn, time)}. Measured here, it is known of this computer. Says first what it will do, and asks.`,
        }
      : {
          label: 'Measure again…',
          hint: `Measured ${time(profile.measuredAt)}. Needed only if the driver behaves otherwise now. Says first what it will do, and asks.`,
        };

export const calibrationWords = {
  start: 'Measure',
  stop: 'Stop',
  stopping: 'Stopping and cleaning up…',
  close: 'Close',
  cancel: 'Cancel',
  copyReport: 'Copy report',
  copied: 'Report copied.',
  saveReport: 'Save report…',
  saved: (path: string): string => `Saved, without personal data: ${path}`,
  risks: 'What may go wrong',
  progress: (step: number, steps: number): string => `Step ${step} of ${steps}`,
  whose: (device: string, driver: string): string => `${device}, driver ${driver}`,
  question: 'Measure this driver?',
  done: (device: string): string => `Measured: the driver of ${device}.`,
  keptEarlier:
    'The earlier profile of this driver stays in use: this measurement found out less, or the driver was late. What it found out:',
  reported: (path: string): string => `Report for the makers of Unjam, without personal data: ${path}`,
} as const;
