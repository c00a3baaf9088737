import type { FindStep, FindStepName } from '../operations/find-steps.ts';
import type { Complaint } from '../verdict/complaints.ts';
import { faultWords } from './faults.ts';
import { counted } from './plural.ts';

/** What does not work, as a person says it, with the key that says the same. */
export const complaintChoices: Readonly<
  Record<Complaint, { readonly label: string; readonly keys: readonly string[] }>
> = {
  scan: { label: 'Scanning', keys: ['1', 's'] },
  print: { label: 'Printing', keys: ['2', 'p'] },
  fax: { label: 'Fax', keys: ['3', 'f'] },
  unknown: { label: 'Not sure', keys: ['4', 'n'] },
};

export const findStepWords: Readonly<Record<FindStepName, string>> = {
  look: 'Ask Windows about printers, jobs and programs',
  measure: 'Measure how the driver behaves',
  scan: 'Ask the driver which channels exist',
  holders: 'Look for the programs that use them',
  try: 'Try whether the printer answers',
};

const skippedBecause: Readonly<Record<Extract<FindStep, { status: 'skipped' }>['because'], string>> = {
  asked: 'skipped',
  'not-agreed': 'left out',
  'not-needed': 'not needed',
  'not-possible': 'not possible with this driver',
};

/** How far a step is. */
export const findStatusWords = (step: FindStep): string => {
  switch (step.status) {
    case 'skipped':
      return skippedBecause[step.because];
    case 'failed':
      return `failed: ${faultWords(step.fault).title}`;
    default:
      return step.status;
  }
};

/** What the user is asked to try, after something was freed. */
const tryWords: Readonly<Record<Complaint, string>> = {
  scan: 'Please ask the user to scan one page.',
  print: 'Please ask the user to print one page.',
  fax: 'Please ask the user to send a fax.',
  unknown: 'Please ask the user to try again.',
};

export const findWords = {
  name: 'Find what is stuck',
  question: 'What does not work?',
  printer: 'Printer',
  about: 'What does this do?',
  explained: [
    'Unjam looks at the system, measures the driver if that was never done, asks it which channels exist, and tries a channel of its own if nothing else explains it.',
    'It closes nothing before you say so; the small risk is that a driver stops answering, so do not start it over a job that must not fail.',
  ],
  running: (printer: string): string => `Looking for what is stuck on ${printer}…`,
  stopping: 'Stopping…',
  cancel: 'Cancel',
  skip: 'Skip',
  skipStep: (step: FindStepName): string => `Skip: ${findStepWords[step]}`,
  show: 'Show',
  busy: 'Unjam is working on it…',
  stopAfterThis: 'Stop after this one',
  progress: (done: number, total: number): string => `Closing channel ${done} of ${total}…`,
  inUse: 'Yes',
  freeIt: 'No, free it',
  answerKeys: 'Keys: Y or N.',
  leaveIt:
    'Someone is using it: leave it until they have finished. Look again if it still does not work afterwards.',
  noStep: 'Unjam has no step here that ends nothing that works.',
  freed: (complaint: Complaint): string => `Freed. ${tryWords[complaint]}`,
  /** `summary`: how many of several channels ended in which way. */
  severalFreed: (summary: string, complaint: Complaint): string => `${summary} ${tryWords[complaint]}`,
  freedInUse: (complaint: Complaint): string => `Freed; it is in use again. ${tryWords[complaint]}`,
  thereAgain: (complaint: Complaint): string =>
    `Freed, and open again since. Unjam cannot tell whether that is the same trouble. ${tryWords[complaint]}`,
  notVerified: (complaint: Complaint): string => `Done, but it could not be verified. ${tryWords[complaint]}`,
  notClosed: (channel: string, why: string): string => `The ${channel} could not be closed. ${why}.`,
  works: 'It works',
  fails: 'Still fails → next step',
  failsLookAgain: 'Still fails → look again',
  nextStep: 'The next step:',
  fixed: 'It works again. Copy the text for the ticket.',
  copy: 'Copy ticket text',
  done: 'Done',
  again: 'Look again',
  grounds: 'Why Unjam says so',
  noGrounds: 'Nothing was seen that shows anything stuck.',
  others: 'Also found',
  looked: 'What was looked at',
  missing: 'What could not be seen',
  further: 'If that does not help',
  noDevice: 'No printer with DOT4 channels is there.',
  failed: 'The search could not be done.',
} as const;

/** Closing several channels that one thing explains. */
export const closeButton = (channels: number): string =>
  channels === 1 ? 'Close channel…' : `Close ${counted(channels, 'channel', 'channels')}…`;
