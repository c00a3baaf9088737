import type { Environment } from '../session/state.ts';
import type { Outcome } from '../teardown/outcome.ts';
import { elevationWords, runtimeWords } from './environment.ts';

/** Labels are at most eleven characters: they stand in one column. */
export const ticketWords = {
  copied: 'Ticket text copied.',
  heads: {
    device: 'DEVICE',
    channel: 'CHANNEL',
    leftChannel: 'CHANNEL, NO LONGER IN THE LIST',
    teardown: 'CLOSED OR TRIED TO CLOSE',
  },
  labels: {
    program: 'Unjam',
    written: 'Written',
    device: 'Device',
    instance: 'Instance',
    driver: 'Driver',
    profile: 'Profile',
    status: 'Status',
    health: 'Problem',
    around: 'Seen around',
    sources: 'Looked at',
    channels: 'Channels',
    channel: 'Channel',
    exists: 'Exists',
    peripheral: 'Peripheral',
    holder: 'Holder',
    job: 'Job',
    firstSeen: 'First seen',
    why: 'Why',
    evidence: 'Evidence',
    done: 'Done',
    outcome: 'Outcome',
    ntstatus: 'NTSTATUS',
    next: 'Next',
  },
  simulated: (scenario: string | null): string =>
    `SIMULATED PRINTERS${scenario === null ? '' : ` (scenario ${scenario})`}: nothing in this text is real.`,
  program: (environment: Environment): string =>
    `${environment.version} on ${platforms[environment.platform] ?? environment.platform}, ${elevationWords(environment)}, ${runtimeWords(environment)}`,
  noDevice: 'No DOT4 device is known.',
  notKnown: 'not known',
  noSuspicion: 'Nothing speaks for it being stuck.',
  noEvidence: 'none yet',
  evidenceLeft: 'left with its row; the audit trail has what was known before it was closed',
  noChannels: 'none is known',
  nothingDone: 'Nothing was done with this channel.',
  isGone: 'gone',
  isClosing: 'being closed now',
  present: 'present',
  deviceGone: 'gone: unplugged, switched off or removed',
  measuredAt: (profile: string, time: string): string => `${profile}, ${time}`,
  noStatus: 'none: no answer of the driver belongs to this outcome',
} as const;

const platforms: Readonly<Record<string, string>> = {
  win32: 'Windows',
  linux: 'Linux',
  darwin: 'macOS',
};

const sent = 'IOCTL_DOT4_DESTROY_SOCKET was sent.';
const notSent = 'Closing the channel was asked for; nothing was sent.';
const tried = 'Closing the channel was tried.';

/** What Unjam did, no stronger than the outcome allows. */
export const doneWords = (outcome: Outcome): string => {
  switch (outcome.kind) {
    case 'freed':
    case 'unconfirmed':
      return sent;
    case 'already-gone':
      return outcome.told === 'by-destroy' ? sent : notSent;
    case 'failed':
      switch (outcome.fault.kind) {
        case 'still-there':
          return sent;
        case 'refused':
        case 'deadline':
          return outcome.fault.request === 'DESTROY_SOCKET' ? sent : tried;
        case 'generation-moved':
        case 'job-in-progress':
        case 'job-unknown':
        case 'profile-forbids':
        case 'audit-unwritable':
          return notSent;
        default:
          return tried;
      }
  }
};
