import { words } from './fault-words.ts';
import type { AllFaultWords } from './fault-words.ts';
import { counted } from './plural.ts';

const untrustedReason = {
  link: 'is a link that no administrator made',
  'hard-link': 'has a second name elsewhere (a hard link)',
  owner: 'belongs to another account',
  unreadable: 'cannot be examined',
} as const;

const fileProblem = (code: string): string => {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'writing there is not allowed';
    case 'EISDIR':
      return 'there is a folder of that name';
    case 'EFTYPE':
    case 'ENXIO':
      return 'there is something of that name that is no file';
    case 'EBUSY':
      return 'another program is using it';
    case 'EFBIG':
      return 'it is too large';
    case 'EIO':
      return 'the disk reports an error';
    case 'ETIMEDOUT':
      return 'the disk does not answer';
    case 'EEXIST':
      return 'there is a file of that name already';
    case 'ENOTDIR':
    case 'ENOENT':
      return 'the folder does not exist';
    default:
      return `the system says ${code}`;
  }
};

const readProblem = (code: string): string => {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'reading it is not allowed';
    case 'EISDIR':
      return 'it is a folder';
    case 'EFTYPE':
    case 'ENXIO':
      return 'it is no file';
    case 'ENOTDIR':
      return 'there is no folder of that name';
    case 'EFBIG':
      return 'it is too large';
    case 'EIO':
      return 'the disk reports an error';
    case 'EBUSY':
      return 'another program has it for itself';
    default:
      return `the system says ${code}`;
  }
};

const refusedProfiles = {
  damaged: 'is damaged, or no JSON',
  foreign: 'is no file of profiles that Unjam exported',
  newer: 'was exported by a newer Unjam',
} as const;

/** What Unjam could not read or keep. */
export const fileFaultWords = {
  'no-data-folder': () =>
    words(
      'There is no folder for the audit trail',
      'This account has no home folder. A channel is only closed, and a driver only asked, when that can be recorded.',
      'Set the variable UNJAM_DATA_DIR to a folder that this account may write to, then try again.',
    ),
  'folder-untrusted': (fault) =>
    words(
      'The data folder is not safe for an administrator',
      `${fault.path} ${untrustedReason[fault.because]}. With an administrator’s rights Unjam does not write there.`,
      'Name another folder in the variable UNJAM_DATA_DIR, or start Unjam without an administrator’s rights.',
    ),
  'data-taken-over': (fault) =>
    words(
      'Files of Unjam lie in another folder now',
      [
        ...(fault.names.length === 0
          ? []
          : [`From ${fault.from} to ${fault.to}: ${fault.names.join(', ')}. They belong to this computer.`]),
        ...fault.left.map(
          ({ name, code }) => `${name} stays in ${fault.from} and is not used: ${fileProblem(code)}.`,
        ),
      ].join(' '),
      fault.left.length === 0
        ? 'Nothing needs to be done.'
        : 'Close every Unjam, then start it again: it tries once more.',
    ),
  'audit-unwritable': (fault) =>
    words(
      'The audit trail cannot be written',
      `${fault.path}: ${fileProblem(fault.code)}. A teardown or a step of the ladder is only done when its record is on disk.`,
      'Make room or give write access to that folder, or name another one in the variable UNJAM_DATA_DIR. Then try again.',
    ),
  'outcome-not-recorded': (fault) =>
    words(
      'The outcome could not be recorded',
      `${fault.path}: ${fileProblem(fault.code)}. What was done is done, but its record is not in the audit trail.`,
      'Make room or give write access to that folder. Unjam tries again with the next record, and once more when it ends.',
    ),
  'profile-not-kept': (fault) =>
    words(
      'What was measured is not kept',
      `${fault.path}: ${fileProblem(fault.code)}. The measurement holds until Unjam ends.`,
      'Make room or give write access to that folder. Unjam tries again with the next measurement, and once more when it ends.',
    ),
  'profile-invalid': (fault) =>
    words(
      'What was measured cannot be right',
      `${fault.problem}. The measurement is not used.`,
      'Measure the driver again.',
    ),
  'profile-unreadable': (fault) =>
    words(
      'A measurement cannot be read',
      `${fault.path}, driver ${fault.driver}: ${fault.problem}. It stays in the file and is not used; all others are.`,
      'Measure that driver again.',
    ),
  'file-damaged': (fault) =>
    words(
      'A file of Unjam is damaged',
      `${fault.path} does not hold what it should. It was put aside as ${fault.putAside} and is not used.`,
      'If it held what was measured of a driver, measure that driver again.',
    ),
  'settings-damaged': (fault) =>
    words(
      'The settings file is damaged',
      `${fault.path} does not hold what it should. It was put aside as ${fault.putAside}, and the settings are as they were at first.`,
      'Set again what you need. Nothing else is lost.',
    ),
  'settings-unusable': (fault) =>
    words(
      'Some settings cannot be used',
      `${fault.path}: ${fault.fields.join(', ')}. The defaults hold instead; all other settings are used.`,
      'Set them again in the window, or correct the file while Unjam is closed.',
    ),
  'settings-not-kept': (fault) =>
    words(
      'Settings are not kept',
      `${fault.path}: ${fileProblem(fault.code)}. What you set holds until Unjam ends.`,
      'Give access to that file and its folder. Unjam tries again by itself, and once more when it ends.',
    ),
  'file-unwritable': (fault) =>
    words(
      'The file cannot be written',
      `${fault.path}: ${fileProblem(fault.code)}.`,
      'Choose another place, then try again.',
    ),
  'file-given-up': () =>
    words('The file was not saved', 'Another one took its place before it was complete.', 'Save it again.'),
  'file-unreadable': (fault) =>
    words(
      'The file cannot be read',
      `${fault.path}: ${readProblem(fault.code)}.`,
      'Look at the file and its rights, then try again.',
    ),
  'profiles-refused': (fault) =>
    words(
      'These profiles cannot be imported',
      `${fault.path} ${refusedProfiles[fault.because]}. Nothing was changed.`,
      fault.because === 'newer'
        ? 'Import it with the Unjam that wrote it, or export it again with this one.'
        : 'Name a file that "unjam profiles export" wrote.',
    ),
  'no-profiles': () =>
    words(
      'There is no profile to export',
      'No driver was measured with this account on this computer.',
      'Measure a driver first: unjam calibrate.',
    ),
  'no-results': (fault) =>
    words(
      'There is nothing to report',
      fault.files === 0
        ? 'No file is there.'
        : `${counted(fault.files, 'file was', 'files were')} found, and none is a result of Unjam.`,
      'Name files, or folders of files, with what "unjam check --json" printed.',
    ),
} satisfies Partial<AllFaultWords>;
