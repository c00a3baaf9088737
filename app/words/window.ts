import { counted } from './plural.ts';
import type { ScanReport } from '../operations/scan-report.ts';
import type { DeviceState } from '../session/state.ts';
import { profileReasonWords } from './faults.ts';
import type { ProbeForbidden } from '../teardown/permissions.ts';

/** Words that only the window needs: labels and hints; those of the table are in rows.ts and empty-states.ts. */
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
    more: 'More commands',
  },
  devices: {
    name: 'Devices',
    all: 'All devices',
  },
  panes: {
    devicesWidth: 'Width of the devices',
    detailsHeight: 'Height of the details',
  },
  details: {
    name: 'Details',
    nothing: 'Choose a channel to see what is known of it, and how.',
    facts: 'What is known',
    noEvidence: 'None yet.',
    nextStep: 'Next:',
    many: (count: number): string => `${count} channels are selected`,
    saysThat: 'shows:',
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
      presence: 'Status',
      instance: 'Device instance',
      driver: 'Driver',
      profile: 'Driver profile',
      scan: 'Last scan',
      scanned: (time: string, what: string): string => `${time}: ${what}`,
    },
    health: 'Device and driver problems',
    risk: 'Risk:',
    check: 'Check:',
    sources: 'Where Unjam looked',
    seenAround: 'What was seen, newest first',
  },
  close: {
    one: 'Close this channel?',
    many: (count: number): string => `Close these ${count} channels?`,
    undone: 'This cannot be undone. A program that uses a closed channel may have to be restarted.',
    details: 'Details',
    request: (count: number): string =>
      `Unjam sends IOCTL_DOT4_DESTROY_SOCKET to the driver${count > 1 ? ', once for each' : ''}.`,
    group: (count: string, device: string): string => `${count} of ${device}`,
    heldBy: (program: string): string =>
      `${program} has the printer open. Recommended: close that program instead; its channels go with it.`,
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
      jobs === 1 ? 'Cut off the job in progress' : `Cut off the ${jobs} jobs in progress`,
    overJobNeeded: (channels: number): string =>
      channels === 1 ? 'Tick this to close the channel.' : 'Tick this to close the channels.',
    leftMeanwhile: (count: number): string =>
      count === 1
        ? 'One chosen channel has gone meanwhile; nothing is sent for it.'
        : `${count} chosen channels have gone meanwhile; nothing is sent for them.`,
    nothingLeft: 'Every chosen channel is gone or being closed already.',
    confirmOne: 'Close channel',
    confirmMany: (count: number): string => `Close ${count} channels`,
    keepOne: 'Keep it open',
    keepMany: 'Keep them open',
  },
  messages: {
    name: 'Outcomes and notices',
    dismiss: 'Dismiss',
    dismissAll: 'Dismiss all',
    showThem: 'Show those still there',
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
} as const;

export const deviceStatusWords = {
  present: 'present',
  unplugged: 'unplugged',
  problem: 'problem',
  'access-denied': 'access denied',
  'not-answering': 'not answering',
} as const;
export type DeviceStatusName = keyof typeof deviceStatusWords;

export const deviceProblemWords = (code: number): string => `the Device Manager reports problem code ${code}`;

export const existsWords = (exists: boolean): string => (exists ? 'yes' : 'no');

/** "< 1 min", "14 min", "5 h", "2 d": how long ago, at a glance. No clock: nothing on the screen counts seconds. */
export const ageWords = (ms: number): string => {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return '< 1 min';
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`;
  return `${Math.floor(minutes / (24 * 60))} d`;
};

/** "just now", "14 min ago". */
export const agoWords = (ms: number): string => (ms < 60_000 ? 'just now' : `${ageWords(ms)} ago`);

export const closeForbiddenWords = (devices: readonly string[]): string =>
  `${devices.join(', ')}: not offered, ${profileReasonWords('driver-refuses')}. End its holder instead.`;

export const scanForbiddenWords = (because: ProbeForbidden): string =>
  `Not offered: ${profileReasonWords(because)}.`;

export const scanProgressWords = (asked: number, total: number): string =>
  `Scanning: ${asked} of ${total} sockets asked`;

export const scanReportWords = (report: ScanReport): string => {
  const parts = [counted(report.found, 'socket exists', 'sockets exist')];
  if (report.unclear > 0) parts.push(`${report.unclear} gave no clear answer`);
  if (report.caughtChannels > 0) {
    parts.push(
      report.stillOpenChannels === 0
        ? `${counted(report.caughtChannels, 'channel', 'channels')} opened to us and closed again`
        : `${counted(report.stillOpenChannels, 'channel', 'channels')} opened to us and could not be closed`,
    );
  }
  return parts.join(', ');
};

export const scannedWords = (device: string, report: ScanReport): string =>
  `Scan of ${device} done: ${scanReportWords(report)}.`;

export const driverWords = ({ device }: DeviceState): string => {
  const { provider, service, version } = device.driver;
  return [provider, service, version].filter((part) => part !== null).join(' ') || '–';
};
