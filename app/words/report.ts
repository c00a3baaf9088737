import type { PrinterState, StepEnd } from '../report/found.ts';
import { counted } from './plural.ts';

export const printerStateWords: Readonly<Record<PrinterState, string>> = {
  stuck: 'stuck',
  suspect: 'may be stuck',
  'person-needed': 'needs a person',
  'not-told': 'not known',
  'nothing-found': 'nothing found',
};

const stepEndWords: Readonly<Record<StepEnd, string>> = {
  helped: 'Helped',
  'not-needed': 'Was not needed',
  unconfirmed: 'Unconfirmed',
  'did-not-help': 'Did not help',
  failed: 'Failed',
};

/** Why a file is not in the report, or not all of it. */
const leftOut = {
  unreadable: 'cannot be read',
  'too-large': 'is too large and was not read',
  damaged: 'is damaged, or no JSON',
  foreign: 'is no result of Unjam',
  newer: 'is a result of a newer Unjam',
  link: 'is a link, which is not followed',
  'no-file': 'is no file',
} as const;
export type LeftOutReason = keyof typeof leftOut;

/** `parts`: how many of the objects in it; null: it stands for the whole file. */
export const leftOutWords = (
  path: string,
  because: LeftOutReason,
  code: string | null,
  parts: number | null,
): string => {
  const reason = `${leftOut[because]}${code === null ? '' : ` (${code})`}`;
  return parts === null
    ? `${path} ${reason}.`
    : `${path}: ${counted(parts, 'result in it', 'results in it')} ${reason}.`;
};

export const reportWords = {
  title: 'Stuck printer channels',
  joined: (results: number, computers: number, printers: number): string =>
    `${counted(results, 'result', 'results')} from ${counted(computers, 'computer', 'computers')} with ${counted(printers, 'printer', 'printers')}.`,
  span: (from: string, to: string): string => `From ${from} to ${to}.`,
  now: (states: readonly (readonly [words: string, printers: number])[]): string =>
    `Printers at their newest look: ${states.map(([words, printers]) => `${words} ${printers.toLocaleString('en')}`).join(', ')}.`,
  simulated: (results: number): string =>
    `${counted(results, 'result is', 'results are')} of simulated printers: nothing in them is real.`,
  unnamed: (results: number): string =>
    `${counted(results, 'result does', 'results do')} not name the computer. The name of the file stands for it.`,
  leftOut: (files: number): string =>
    `${counted(files, 'file is', 'files are')} not in the report, or not whole.`,
  more: (rows: number): string => `${counted(rows, 'more row', 'more rows')}: --csv and --json have all.`,
  moreOnPage: (rows: number): string =>
    `${counted(rows, 'more row', 'more rows')} are not on this page. unjam report --csv has all of them.`,
  moreFiles: (files: number): string => `${counted(files, 'more file', 'more files')}.`,
  notKnown: '–',
  simulatedMark: '(simulated)',
  saved: (path: string): string => `Saved: ${path}`,
  sortHint: 'A click on the head of a column sorts by it.',
  times: 'All times are in UTC.',
  tables: {
    printers: 'Printers, those with trouble first',
    computers: 'Computers',
    drivers: 'Drivers',
    programs: 'Programs that held channels',
    services: 'Services of stuck channels',
    steps: 'What helped',
    leftOut: 'Files left out',
  },
  charts: {
    states: 'Printers by how it stands with them',
    drivers: 'Stuck printers by driver',
    programs: 'Printers that a program had stuck, by program',
    days: 'Looks that found a printer stuck, by day',
  },
  columns: {
    computer: 'Computer',
    printer: 'Printer',
    device: 'Device',
    state: 'State',
    since: 'Since, at least',
    newest: 'Newest look',
    looks: 'Looks',
    stuckLooks: 'Found stuck',
    suspectLooks: 'Found suspect',
    services: 'Services',
    programs: 'Programs',
    driver: 'Driver',
    profile: 'Profile',
    helpedHere: 'What helped',
    message: 'What it said',
    version: 'Unjam',
    results: 'Results',
    newestResult: 'Newest result',
    printers: 'Printers',
    computers: 'Computers',
    stuck: 'Stuck now',
    suspect: 'May be stuck now',
    ever: 'Ever stuck or suspect',
    fault: 'Fault of the newest result',
    program: 'Program',
    service: 'Service',
    step: 'Step',
    file: 'File',
    ...stepEndWords,
  },
} as const;
