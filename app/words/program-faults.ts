import { words } from './fault-words.ts';
import type { AllFaultWords } from './fault-words.ts';

/** ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND and ERROR_DIRECTORY. */
const placeErrors: ReadonlySet<number> = new Set([2, 3, 267]);

const restartProblem = (systemError: number): string => {
  if (systemError === 5) return 'Windows asked, and it was not allowed.';
  return placeErrors.has(systemError)
    ? `The administrator does not see the drive or folder of Unjam (error ${systemError}). Drives that you connected yourself exist for your account only.`
    : `Windows could not start it (error ${systemError}).`;
};

/** How Unjam was started or asked, and what is wrong in itself. */
export const programFaultWords = {
  'restart-refused': (fault) =>
    words(
      'Unjam was not started as administrator',
      restartProblem(fault.systemError),
      placeErrors.has(fault.systemError)
        ? 'Copy Unjam to a folder on a drive of this computer and start it there.'
        : 'Try again, or ask a person who has an administrator’s password.',
    ),
  'newer-version': (fault) =>
    words(
      'A newer Unjam is installed on this computer',
      `This is version ${fault.own}. Version ${fault.installed} is in ${fault.folder}.`,
      'Use that one. This one works all the same.',
    ),
  'unknown-scenario': (fault) =>
    words(
      `There is no scenario “${fault.scenario}”`,
      `The simulator knows: ${fault.known.join(', ')}.`,
      'Choose one of these, or give a file whose name ends with .json.',
    ),
  'bad-scenario': (fault) =>
    words(
      `The scenario file “${fault.file}” cannot be used`,
      `${fault.at}: ${fault.reason}.`,
      'Correct the file; docs/scenarios.md describes every field.',
    ),
  'clipboard-taken': (fault) =>
    words(
      'Not copied',
      'The clipboard did not take the text' +
        (fault.problem === null
          ? '; another program may be using it.'
          : `; the system says: ${fault.problem}.`),
      'Try again, or select the text here.',
    ),
  'confirmation-needed': () =>
    words(
      'This needs a confirmation',
      'There is no terminal to ask at, and --yes was not given. Nothing was done.',
      'Add --yes if you are sure.',
    ),
  'not-confirmed': () =>
    words('Not confirmed', 'Nothing was done.', 'Run it again and answer y to go ahead.'),
  usage: (fault) => words('That command cannot be understood', fault.problem, 'See unjam --help.'),
  'text-too-long': (fault) =>
    words(
      'The text is too long',
      `More than ${fault.longest.toLocaleString('en')} characters cannot be copied at once.`,
      'Copy fewer rows, or save them to a file.',
    ),
  'bad-payload': (fault) =>
    words(
      'The window sent something that cannot be right',
      `${fault.call}: ${fault.problem}`,
      'Reload the window. Please report this.',
    ),
  'forbidden-sender': (fault) =>
    words('A call was refused', `${fault.call} did not come from Unjam’s own window.`, 'Please report this.'),
  'unknown-call': (fault) =>
    words('A call was refused', `There is no call “${fault.call}”.`, 'Please report this.'),
  internal: (fault) =>
    words(
      'Something went wrong inside Unjam',
      `That is a bug. The log has it as incident ${fault.incident}.`,
      'Try again; please report the incident number.',
    ),
} satisfies Partial<AllFaultWords>;
