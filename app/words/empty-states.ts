import type { CommandId } from '../commands/command-list.ts';
import { switchOffAndOn } from './off-and-on.ts';
import { counted, plural } from './plural.ts';

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
  | 'paused'
  | 'nothing-found'
  | 'all-gone'
  | 'freed';

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
    nextStep: 'Find what is stuck scans, too, and says what blocks the printer.',
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
    nextStep: `If the printer does not work, no channel is the cause: check its queue. If that does not help: ${switchOffAndOn}`,
  },
} as const satisfies Record<
  Exclude<
    EmptyStateName,
    'not-connected' | 'discovery-failed' | 'access-denied' | 'scan-failed' | 'paused' | 'all-gone' | 'freed'
  >,
  EmptyStateWords
>;

/** The others carry a fault, whose words say it better. */
export const emptyStateWords = (name: keyof typeof emptyStates): EmptyStateWords => emptyStates[name];

/** Something was freed, and nothing is left: the cause is not elsewhere. */
export const freedWords = (time: string): EmptyStateWords => ({
  title: `Freed at ${time}`,
  meaning: 'No channel is open now, as far as Unjam knows.',
  nextStep: 'Ask the user to try again.',
});

/** What the last scan found has gone by itself. */
export const allGoneWords = (found: number): EmptyStateWords => ({
  title: 'No open channel now',
  meaning: `The last scan found ${counted(found, 'channel', 'channels')}. ${plural(found, 'It has', 'They have')} gone since.`,
  nextStep: 'Ask the user to try again.',
});

/** The same words, about the printer that they are about. */
export const ofPrinter = (words: EmptyStateWords, printer: string): EmptyStateWords => ({
  ...words,
  title: `${printer}: ${words.title}`,
});

/** How it is known that there is nothing: who said so, and when. `time` null: nobody was asked yet. */
export const emptyStateSource = (
  name: EmptyStateName,
  who: 'Windows' | 'The simulated system',
  time: string | null,
): string | null => {
  if (time === null) return null;
  switch (name) {
    case 'no-driver':
      return `${who} named no installed DOT4 driver package and no DOT4 device at ${time}.`;
    case 'no-device':
      return `${who} was asked for DOT4 devices at ${time} and named none.`;
    case 'unplugged':
      return `${who} no longer named it at ${time}.`;
    case 'device-problem':
      return `${who} gave the problem code at ${time}.`;
    case 'discovery-failed':
      return `The last look at devices that answered was at ${time}.`;
    case 'never-scanned':
    case 'not-measured':
      return `At ${time} nothing pointed to an open channel.`;
    case 'nothing-found':
    case 'all-gone':
      return `The driver was asked for each host socket; the scan ended at ${time}.`;
    case 'access-denied':
    case 'scan-failed':
      return `The driver answered so at ${time}.`;
    default:
      return null;
  }
};

/** What can be done from an empty table, said as the next step. */
const nextStepWords = {
  'find-stuck': 'Find what is stuck',
  'clear-filter': 'Clear the filter',
  refresh: 'Look again',
  scan: 'Scan now',
  'cancel-scan': 'Stop the scan',
  measure: 'Measure this driver…',
  pause: 'Resume',
  'copy-ticket': 'Copy ticket text',
  'restart-as-administrator': 'Restart as administrator',
} as const satisfies Partial<Record<CommandId, string>>;
export type NextStep = keyof typeof nextStepWords;

const scannedBefore: ReadonlySet<EmptyStateName> = new Set([
  'nothing-found',
  'all-gone',
  'freed',
  'scan-failed',
]);

/** What a next step is called there. */
export const nextStepLabel = (step: NextStep, at: EmptyStateName): string =>
  step === 'scan' && scannedBefore.has(at) ? 'Check again' : nextStepWords[step];

export const hiddenWords = (count: number): string =>
  count === 1 ? 'One channel is hidden.' : `${count} channels are hidden.`;
