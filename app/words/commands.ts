import { forEachScenario } from '../practice/scenarios.ts';
import type { Rate } from '../settings/settings.ts';
import { practiceWords, scenarioWords } from './scenarios.ts';
import { restartWords } from './restart.ts';
import { rateSentence } from './updates.ts';
import type { CommandId, KeyScope, MenuId, MenuRole, Submenu } from '../commands/command-list.ts';

interface CommandWords {
  readonly label: string;
  /** What it does, in a sentence. */
  readonly hint: string;
}

const rateCommand = (rateMs: Rate): CommandWords => ({
  label: rateSentence(rateMs),
  hint: 'How often jobs, programs and services are looked at. The driver is never asked by it.',
});

export const commandWords: Readonly<Record<CommandId, CommandWords>> = {
  refresh: {
    label: 'Refresh',
    hint: 'Look again at devices, jobs and programs. Never asks the driver about sockets.',
  },
  pause: { label: 'Pause', hint: 'Stop automatic refresh. Plugging in and our own channels still show.' },
  'rate-500': rateCommand(500),
  'rate-1000': rateCommand(1_000),
  'rate-2000': rateCommand(2_000),
  'rate-5000': rateCommand(5_000),
  'rate-10000': rateCommand(10_000),
  'theme-system': { label: 'Use system setting', hint: 'Light or dark, as the system.' },
  'theme-light': { label: 'Light', hint: 'Always light, but for high contrast.' },
  'theme-dark': { label: 'Dark', hint: 'Always dark, but for high contrast.' },
  'focus-filter': { label: 'Filter channels', hint: 'Go to the filter.' },
  'clear-filter': { label: 'Clear filter', hint: 'Show every channel again.' },
  'select-all': { label: 'Select all channels', hint: 'Select every channel that is shown.' },
  'ask-before-closing': {
    label: 'Ask before closing',
    hint: 'Whether closing asks first. Over a job in progress it always does.',
  },
  thresholds: {
    label: 'Thresholds…',
    hint: 'After how many minutes without a change something is called stuck.',
  },
  'choose-columns': { label: 'Choose columns…', hint: 'Which columns there are, and in which order.' },
  'save-view': { label: 'Save this view…', hint: 'Keep filter, device, order and columns under a name.' },
  'manage-views': { label: 'Manage views…', hint: 'Rename and delete saved views.' },
  close: { label: 'Close channel…', hint: 'Close the selected channels. Asks first.' },
  details: { label: 'Show details', hint: 'Go to what is known of the channel.' },
  'find-stuck': {
    label: 'Find what is stuck',
    hint: 'Ask what does not work, look for what blocks it, and name the mildest step that helps.',
  },
  scan: { label: 'Scan sockets', hint: 'Ask the driver which host sockets exist.' },
  'cancel-scan': { label: 'Cancel scan', hint: 'Stop asking the driver; what was found stays.' },
  'probe-services': {
    label: 'Probe services…',
    hint: 'Ask which services the printer knows and, if you want, whether they are in use. Says first what it will do.',
  },
  measure: {
    label: 'Measure driver…',
    hint: 'Find out how the driver of this device behaves. Says first what it will do, and asks.',
  },
  'try-channel': {
    label: 'Try a channel…',
    hint: 'Open a channel of our own to this device, to see whether it answers. Says first what it will do, and asks.',
  },
  'copy-rows': {
    label: 'Copy rows',
    hint: 'Copy the selected rows as a table. In the list of channels Ctrl+C does it, too.',
  },
  'copy-ticket': {
    label: 'Copy ticket text',
    hint: 'Copy what is known of the selected channels, or of the device, what was done and how it ended.',
  },
  'save-csv': { label: 'Save rows as CSV…', hint: 'Save the rows as they are shown, for a spreadsheet.' },
  'save-json': { label: 'Save rows as JSON…', hint: 'Save the rows as they are shown, for a script.' },
  'save-html': { label: 'Save rows as HTML…', hint: 'Save the rows as they are shown, as a page.' },
  audit: { label: 'Audit trail', hint: 'What was done with Unjam on this computer, and how it ended.' },
  ...forEachScenario((id) => ({ label: scenarioWords[id], hint: practiceWords.hint })),
  'leave-practice': { label: practiceWords.leave, hint: practiceWords.leaveHint },
  shortcuts: { label: 'Keyboard shortcuts', hint: 'Which keys do what.' },
  'restart-as-administrator': { label: restartWords.button, hint: restartWords.hint },
  'connect-computer': {
    label: 'Connect to a computer…',
    hint: 'Show the channels of another PC in this window, over ssh.',
  },
  'disconnect-computer': { label: 'Disconnect', hint: 'Show this computer again.' },
  about: { label: 'About Unjam', hint: 'The version, and what it runs on.' },
};

export const menuWords: Readonly<Record<MenuId, string>> = {
  file: '&File',
  edit: '&Edit',
  view: '&View',
  channel: '&Channel',
  device: '&Device',
  practice: '&Practice',
  help: '&Help',
};

export const submenuWords: Readonly<Record<Submenu, string>> = {
  'view/rate': 'Look at jobs and programs',
  'view/theme': 'Theme',
};

export const menuRoleWords: Readonly<Record<MenuRole, string>> = {
  undo: 'Undo',
  cut: 'Cut',
  copy: 'Copy text',
  paste: 'Paste',
  resetZoom: 'Actual size',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  togglefullscreen: 'Full screen',
  minimize: 'Minimise',
  quit: 'Quit',
};

/** Why a command is not offered now. */
export const notOffered = {
  nothingSelected: 'Select a channel in the list first.',
  noneLeftToClose: 'What is selected is being closed or gone already.',
  noFilter: 'There is no filter.',
  noRows: 'No channel is shown.',
  noFocusedRow: 'Choose a channel in the list first.',
  notScanning: 'No scan is running.',
  scanning: 'A scan is running.',
  dialogOpen: 'A dialog is open.',
  severalDevices: 'Channels of several devices are selected: select those of one.',
  noDevice: 'No device is connected.',
  whichDevice: 'Select a channel or a device first.',
  simulatedRestart: restartWords.simulated,
  notOnWindows: 'There are no administrator’s rights to ask for on this system.',
  elevated: 'Unjam has an administrator’s rights already.',
} as const;

export const keyScopeWords: Readonly<Record<KeyScope, string>> = {
  anywhere: '',
  'not-in-text': 'not while typing',
  'in-grid': 'in the list of channels',
};

const keyNames: Readonly<Record<string, string>> = { Delete: 'Del', Plus: '+' };

/** 'Ctrl+Plus' as a person reads it: "Ctrl++". */
export const keyWords = (keys: string): string =>
  keys
    .split('+')
    .map((key) => keyNames[key] ?? key)
    .join('+');

/** A hint with the keys that do the same. */
export const hintWithKeys = (hint: string, keys: readonly string[]): string =>
  keys[0] === undefined ? hint : `${hint} (${keyWords(keys[0])})`;
