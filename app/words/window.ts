import type { Fact } from '../evidence/fact.ts';
import type { DeviceState, ScanReport } from '../session/state.ts';
import { profileReasonWords } from './faults.ts';
import type { ProbeForbidden } from '../teardown/permissions.ts';

/** Words that only the window needs: labels, hints, empty states. */
export const windowWords = {
  title: 'Unjam',
  missingApi: {
    title: 'This page is part of Unjam',
    meaning: 'It was opened on its own, outside the program, so there is nothing it could show.',
    nextStep: 'Start Unjam (npm start) and use the window that opens.',
  },
  crashed: {
    title: 'The window has met a bug',
    meaning: 'It stopped so as not to show anything wrong. Nothing was sent to a driver because of it.',
    nextStep: 'Reload the window with the button below. Please report this text:',
    reload: 'Reload',
  },
  toolbar: {
    name: 'Commands',
    filter: 'Filter channels',
    filterPlaceholder: 'Filter (Ctrl+F)',
  },
  devices: {
    name: 'Devices',
    all: 'All devices',
  },
  grid: {
    name: 'Channels',
    columns: {
      state: 'State',
      service: 'Service',
      host: 'Host',
      peripheral: 'Peri.',
      holder: 'Holder',
      job: 'Job',
      device: 'Device',
      age: 'Age',
      look: 'Last look',
      outcome: 'Outcome',
    },
    columnHints: {
      state: 'What the evidence says of the channel',
      service: 'The printer’s service; ? marks one deduced from the socket number',
      host: 'Host socket (HSID)',
      peripheral: 'Peripheral socket (PSID); no request tells it for channels that are not ours',
      holder: 'The program or queue that evidence ties to the channel',
      job: 'The print or fax job that uses it',
      device: 'The printer',
      age: 'Time since Unjam first saw it; it may be older',
      look: 'Time since the last look that saw it',
      outcome: 'How the last attempt to close it ended',
    },
    unknown: '–',
    unknownHint: 'Not known',
    inferredMark: '?',
    inferredHint: 'Inferred, not confirmed',
  },
  menu: { name: 'Channel' },
  details: {
    name: 'Details',
    nothing: 'Choose a channel to see what is known of it, and how.',
    facts: 'What is known',
    evidence: 'Evidence, newest first',
    noEvidence: 'None yet.',
    noSuspicion: 'Nothing speaks for it being stuck.',
    lastOutcome: 'Last attempt to close it',
    nextStep: 'Next:',
    many: (count: number): string => `${count} channels are selected`,
    saysThat: 'tells:',
    notKnown: 'not known',
    fact: {
      exists: 'Socket exists',
      service: 'Service',
      peripheralSocket: 'Peripheral socket',
      holder: 'Holder',
      job: 'Job',
    },
    hostSocket: 'Host socket',
    firstSeen: 'First seen by us',
    device: {
      name: 'Name',
      presence: 'Status',
      instance: 'Device instance',
      driver: 'Driver',
      profile: 'Driver profile',
      scan: 'Last scan',
    },
    health: 'What is wrong with its way to Windows',
    ladder: 'What can be done, mildest first',
    risk: 'Risk:',
    check: 'Check:',
    sources: 'Where Unjam looked',
    seenAround: 'What was seen, newest first',
  },
  close: {
    one: 'Close this channel?',
    many: (count: number): string => `Close these ${count} channels?`,
    request: (count: number): string =>
      `Unjam sends IOCTL_DOT4_DESTROY_SOCKET to the driver${count > 1 ? ', once for each' : ''}. This cannot be undone; the program that uses the channel may have to be restarted.`,
    labels: {
      device: 'Device',
      service: 'Service',
      socket: 'Socket',
      holder: 'Holder',
      job: 'Job',
      suspicion: 'Why',
      consequence: 'Consequence',
    },
    overJob: (jobs: number): string =>
      jobs === 1 ? 'Cut off the job that is in progress' : `Cut off the ${jobs} jobs that are in progress`,
    overJobNeeded: 'Without this tick nothing is closed.',
    leftMeanwhile: (count: number): string =>
      count === 1
        ? 'One chosen channel has gone meanwhile; nothing is sent for it.'
        : `${count} chosen channels have gone meanwhile; nothing is sent for them.`,
    nothingLeft: 'Every chosen channel is gone or being closed already.',
    confirmOne: 'Close channel',
    confirmMany: (count: number): string => `Close ${count} channels`,
    cancel: 'Cancel',
  },
  messages: {
    name: 'Outcomes and notices',
    dismiss: 'Dismiss',
    dismissAll: 'Dismiss all',
    recent: (count: number): string => `${count} outcomes and notices`,
    couldNotAsk: 'The command was not carried out',
  },
  status: {
    name: 'Status',
    connecting: 'Connecting…',
    simulator: (scenario: string | null): string =>
      scenario === null ? 'Simulator' : `Simulator (${scenario})`,
    windows: 'Windows',
    profile: (words: string): string => `driver profile: ${words}`,
    looked: (time: string): string => `looked at ${time}`,
    selected: (count: number): string => `${count} selected`,
  },
  banner: {
    name: 'Simulation',
    title: 'SIMULATION',
    runtime: (runtime: string): string => `Runtime: ${runtime}.`,
  },
  scanHint: {
    title: (devices: number): string =>
      devices === 1 ? 'One device was never scanned.' : `${devices} devices were never scanned.`,
    text: 'Refresh never asks the driver about sockets; Scan sockets does. The small risk: a channel the printer opens at that moment is answered by Unjam, closed again at once, and reported.',
  },
} as const;

export const countWords = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

export const rowStates = [
  'stuck',
  'suspect',
  'in-use',
  'open',
  'unknown',
  'maybe-gone',
  'closing',
  'freed',
  'already-gone',
  'gone',
] as const;
export type RowStateName = (typeof rowStates)[number];

export const rowStateWords: Readonly<Record<RowStateName, string>> = {
  stuck: 'stuck',
  suspect: 'suspect',
  'in-use': 'in use',
  open: 'open',
  unknown: 'unknown',
  'maybe-gone': 'gone?',
  closing: 'closing',
  freed: 'freed',
  'already-gone': 'already gone',
  gone: 'gone',
};

export const rowStateHints: Readonly<Record<RowStateName, string>> = {
  stuck: 'The program that seemed to hold it has ended, and it is still there',
  suspect: 'It may be stuck: no program that could be seen uses it',
  'in-use': 'A job is in progress',
  open: 'The socket exists; nothing speaks for it being stuck',
  unknown: 'Whether the socket exists is not known',
  'maybe-gone': 'The driver took the request; no look afterwards confirmed it',
  closing: 'The driver has been asked to destroy the socket',
  freed: 'Closed, and a look afterwards no longer finds it',
  'already-gone': 'It was gone before it could be closed',
  gone: 'It was there at an earlier look and is gone now',
};

export const deviceStatuses = ['present', 'unplugged', 'problem', 'access-denied', 'not-answering'] as const;
export type DeviceStatusName = (typeof deviceStatuses)[number];

export const deviceStatusWords: Readonly<Record<DeviceStatusName, string>> = {
  present: 'present',
  unplugged: 'unplugged',
  problem: 'problem',
  'access-denied': 'access denied',
  'not-answering': 'not answering',
};

export const deviceProblemWords = (code: number): string => `the Device Manager reports problem code ${code}`;

export const existsWords = (exists: boolean): string => (exists ? 'yes' : 'no');

/** "3 s", "14 min", "5 h", "2 d": how long ago, at a glance. */
export const ageWords = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
};

export const agoWords = (age: string): string => `${age} ago`;

export const asOfWords = (fact: Fact<unknown>, source: string, time: string): string =>
  fact.at === null ? source : `${source}, ${time}`;

export const scanForbiddenWords = (because: ProbeForbidden): string =>
  `Not offered: ${profileReasonWords(because)}.`;

export const scanProgressWords = (asked: number, total: number): string =>
  `Scanning: ${asked} of ${total} sockets asked`;

export const scanReportWords = (report: ScanReport): string => {
  const parts = [countWords(report.found, 'socket exists', 'sockets exist')];
  if (report.unclear > 0) parts.push(`${report.unclear} gave no clear answer`);
  if (report.caughtChannels > 0) {
    parts.push(
      report.stillOpenChannels === 0
        ? `${countWords(report.caughtChannels, 'channel', 'channels')} opened to us and closed again`
        : `${countWords(report.stillOpenChannels, 'channel', 'channels')} opened to us and could not be closed`,
    );
  }
  return parts.join(', ');
};

export const scannedWords = (device: string, report: ScanReport): string =>
  `Scan of ${device} done: ${scanReportWords(report)}.`;

/** Every reason for an empty table, each with what to do next. */
export type EmptyStateName =
  | 'connecting'
  | 'not-connected'
  | 'looking'
  | 'discovery-failed'
  | 'no-driver'
  | 'no-device'
  | 'unplugged'
  | 'device-problem'
  | 'access-denied'
  | 'scan-failed'
  | 'scanning'
  | 'never-scanned'
  | 'not-measured'
  | 'filtered-away'
  | 'nothing-found';

export interface EmptyStateWords {
  readonly title: string;
  readonly meaning: string;
  readonly nextStep: string;
}

const emptyStates = {
  connecting: {
    title: 'Connecting…',
    meaning: 'The window is asking for the state of the devices.',
    nextStep: '',
  },
  looking: { title: 'Looking for devices…', meaning: 'The first look has not ended yet.', nextStep: '' },
  'no-driver': {
    title: 'No DOT4 driver package is installed',
    meaning:
      'That is the normal state of Windows 8 and later: Windows brings the device classes and no driver for them.',
    nextStep:
      'Install the printer maker’s DOT4 package (HP: “LaserJet USB (DOT4) communications driver”), or get it from Windows Update, then plug the printer in again and refresh (F5).',
  },
  'no-device': {
    title: 'No DOT4 device was found',
    meaning: 'No printer that speaks DOT4 is plugged in, or it is switched off.',
    nextStep:
      'Check the USB cable and the power of the printer, then refresh (F5). A printer on the network has no DOT4 channels.',
  },
  unplugged: {
    title: 'The device is gone',
    meaning: 'It was there before and the last look did not find it: unplugged, switched off or removed.',
    nextStep: 'Plug it in again, then refresh (F5).',
  },
  'device-problem': {
    title: 'Windows reports a problem with the device',
    meaning: 'A device with a problem code cannot be used until that is solved.',
    nextStep: 'Look at it in the Device Manager, then refresh (F5).',
  },
  scanning: {
    title: 'Scanning…',
    meaning: 'The driver is being asked which host sockets exist; what it finds appears here.',
    nextStep: '',
  },
  'never-scanned': {
    title: 'Not scanned yet',
    meaning:
      'No job uses a channel, and the driver was not asked yet which sockets exist. Refresh never asks it; Scan sockets does. The small risk: a channel the printer opens at that moment is answered by Unjam, closed again at once, and reported.',
    nextStep: 'Press Scan sockets to look for open channels.',
  },
  'not-measured': {
    title: 'No channel is known',
    meaning:
      'This driver was not measured, so it cannot be asked which sockets exist. Channels may be open all the same.',
    nextStep:
      'Choose Measure driver…: it says beforehand what it does. After that its sockets can be scanned.',
  },
  'filtered-away': {
    title: 'The filter hides every channel',
    meaning: 'There are channels, and none of them matches all of its words.',
    nextStep: 'Change the filter, or press Esc in it to clear it.',
  },
  'nothing-found': {
    title: 'No open channel',
    meaning: 'The last scan found no host socket.',
    nextStep:
      'If the printer still does not work, the cause is elsewhere: check its queue, restart it, or scan again.',
  },
} as const satisfies Record<
  Exclude<EmptyStateName, 'not-connected' | 'discovery-failed' | 'access-denied' | 'scan-failed'>,
  EmptyStateWords
>;

/** The others carry a fault, whose words say it better. */
export const emptyStateWords = (name: keyof typeof emptyStates): EmptyStateWords => emptyStates[name];

export const driverWords = ({ device }: DeviceState): string => {
  const { provider, service, version } = device.driver;
  return [provider, service, version].filter((part) => part !== null).join(' ') || '–';
};
