import { controlCodeName } from '../dot4/requests.ts';
import type { Change } from '../operations/change.ts';
import type { OperationKind } from '../operations/kinds.ts';
import type { Fault } from '../faults/fault.ts';
import { counted } from './plural.ts';
import { restartOrSwitch } from './off-and-on.ts';
import { policyForbidsWords, policyProblemWords } from './policy.ts';
import { remedyFaultWords } from './remedy-faults.ts';
import { remoteFaultWords } from './remote-faults.ts';
import { statusWords } from './status.ts';

/** What a person reads of a fault: a title, what it means, and what to do next. */
export interface FaultWords {
  readonly title: string;
  readonly meaning: string;
  readonly nextStep: string;
}

const words = (title: string, meaning: string, nextStep: string): FaultWords => ({
  title,
  meaning,
  nextStep,
});

const refusalMeaning = (name: string | null): readonly [meaning: string, nextStep: string] => {
  switch (name) {
    case 'STATUS_DEVICE_BUSY':
    case 'STATUS_PIPE_BUSY':
      return [
        'The driver says that the socket or its channel is in use.',
        'End the program or job that uses it, then try again.',
      ];
    case 'STATUS_ACCESS_DENIED':
    case 'STATUS_PRIVILEGE_NOT_HELD':
      return [
        'The driver does not allow this to us.',
        'The socket may belong to another process or to the kernel: end its holder, or restart the device.',
      ];
    case 'STATUS_NOT_FOUND':
    case 'STATUS_INVALID_PARAMETER':
      return [
        'The driver does not accept this host socket. It may not exist; on a driver that was not measured Unjam cannot tell.',
        `Try the scanner or printer again. If it still does not work: ${restartOrSwitch}.`,
      ];
    case 'STATUS_INSUFFICIENT_RESOURCES':
    case 'STATUS_NO_MEMORY':
      return [
        'The driver has no room left for this.',
        'Close channels that are no longer needed, then try again.',
      ];
    case 'STATUS_INVALID_DEVICE_REQUEST':
    case 'STATUS_NOT_SUPPORTED':
    case 'STATUS_NOT_IMPLEMENTED':
      return [
        'This driver does not take this request from a program.',
        `Unjam cannot free the socket on this driver. End its holder. If that does not help: ${restartOrSwitch}.`,
      ];
    default:
      return [
        'The driver did not do what was asked.',
        `Try again; if it refuses again, end the holder. If that does not help: ${restartOrSwitch}.`,
      ];
  }
};

const profileReason = {
  'not-measured': 'this driver was not measured, so it is not known what asking it would do',
  'answers-success-to-all': 'this driver says success also to what cannot be, so its answers confirm nothing',
  'no-existence-probe': 'this driver has no request that tells whether a socket exists',
  'probe-not-cancellable': 'this driver does not give such a question back once it is asked',
  'driver-refuses': 'this driver does not let one program destroy the socket of another',
  'driver-takes-nothing': 'this driver was not found to take DOT4 requests from programs',
  'no-own-socket': 'it is not known that this driver lets us destroy a socket of our own again',
  'no-own-channel': 'it is not known that this driver lets us close a channel of our own again',
} as const;

/** Why a question to the driver is not allowed, as half a sentence. */
export const profileReasonWords = (because: keyof typeof profileReason): string => profileReason[because];

/** ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND and ERROR_DIRECTORY. */
const placeErrors: ReadonlySet<number> = new Set([2, 3, 267]);

const restartProblem = (systemError: number): string => {
  if (systemError === 5) return 'Windows asked, and it was not allowed.';
  return placeErrors.has(systemError)
    ? `The administrator does not see the drive or folder of Unjam (error ${systemError}). Drives that you connected yourself exist for your account only.`
    : `Windows could not start it (error ${systemError}).`;
};

const untrustedReason = {
  link: 'is a link that no administrator made',
  'hard-link': 'has a second name elsewhere (a hard link)',
  owner: 'belongs to another account',
  unreadable: 'cannot be examined',
} as const;

const featureName = {
  scan: 'Sockets cannot be scanned',
  'foreign-destroy': 'The channel cannot be closed',
  remedy: 'Nothing is known of this socket',
  'probe-services': 'Services cannot be probed',
  'probe-channels': 'Whether services are in use cannot be asked',
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

const busyWords: Readonly<Record<OperationKind, readonly [title: string, meaning: string]>> = {
  close: ['This channel is already being closed', 'A request for it is under way.'],
  remedy: ['A step is already running on this device', 'Two steps at once would hide what each of them did.'],
  measure: ['The driver is already being measured', 'A measurement of this device is running.'],
  probe: ['The services are already being probed', 'A probe of this device is running.'],
  trial: ['A channel of our own is already open', 'Unjam is trying a channel of this device.'],
  scan: ['A scan of this device is already running', 'Two scans at once would disturb each other.'],
  find: ['What is stuck is already being looked for', 'A search on this device is running.'],
};

const changeWords: Readonly<Record<Change['kind'], (what: string) => string>> = {
  'device-came-back': (what) =>
    `${what} was disconnected and came back. Its sockets may belong to other programs now.`,
  'new-job': (what) => `A job that was not shown is there now: ${what}.`,
  'other-holder': (what) => `Another program has the device open now: ${what}.`,
  'other-grounds': () => 'The reason to close it no longer holds.',
};

const refusedProfiles = {
  damaged: 'is damaged, or no JSON',
  foreign: 'is no file of profiles that Unjam exported',
  newer: 'was exported by a newer Unjam',
} as const;

/** Exhaustive: a new kind of fault does not compile until it has words. */
export const faultWords = (fault: Fault): FaultWords => {
  switch (fault.kind) {
    case 'refused': {
      const [meaning, nextStep] = refusalMeaning(fault.ntstatus.name);
      return words(
        `The driver refused: ${statusWords(fault.ntstatus)}`,
        `${controlCodeName(fault.request)} was not done. ${meaning}`,
        nextStep,
      );
    }
    case 'deadline':
      return words(
        'The driver did not answer in time',
        `${controlCodeName(fault.request)} got no answer within ${fault.deadlineMs} ms` +
          (fault.withdrawn
            ? ' and was withdrawn.'
            : ', and the driver did not give it back when it was withdrawn.'),
        fault.withdrawn
          ? `Try again. If it happens again: ${restartOrSwitch}.`
          : `The driver is stuck with this request: ${restartOrSwitch}.`,
      );
    case 'cancelled':
      return words(
        'Cancelled',
        `${controlCodeName(fault.request)} was withdrawn before it was answered.`,
        'A driver may have begun it all the same: scan again to see what is there.',
      );
    case 'not-sent':
      return words(
        'The request was not sent',
        `${controlCodeName(fault.request)} waited longer than ${fault.deadlineMs} ms for its turn; the driver never saw it.`,
        'Try again.',
      );
    case 'channel-left-open':
      return words(
        `A channel was left open on host socket ${fault.hostSocket}`,
        'The printer opened it to our question just then, and it could not be closed again.',
        'Close this channel, or restart the device.',
      );
    case 'not-answering':
      return words(
        'The driver is not answering',
        'A call into the driver of this device has not returned. Other devices are not affected.',
        'Restart the device or unplug its cable; if that does not help, restart the computer.',
      );
    case 'malformed-reply':
      return words(
        'The driver gave a reply that cannot be read',
        `${controlCodeName(fault.request)} answered ${fault.receivedBytes} bytes where ${fault.expectedBytes} are needed. Nothing in it was used.`,
        'Report it with the version of the driver: it speaks another layout than the public header.',
      );
    case 'device-gone':
      return words(
        'The device is gone',
        'It was unplugged, switched off or removed.',
        'Plug it in again, then refresh.',
      );
    case 'restart-refused':
      return words(
        'Unjam was not started as administrator',
        restartProblem(fault.systemError),
        placeErrors.has(fault.systemError)
          ? 'Copy Unjam to a folder on a drive of this computer and start it there.'
          : 'Try again, or ask a person who has an administrator’s password.',
      );
    case 'asleep':
      return words(
        'The computer is going to sleep',
        'Unjam has closed its connections to the printers and sends nothing until it has woken up.',
        'Try again when the computer has woken up.',
      );
    case 'access-denied':
      return words(
        'Access to the device is denied',
        `Windows or the driver does not let this program open it: ${statusWords(fault.ntstatus)}. Another program may hold it for itself alone, or rights are missing.`,
        'Close the vendor’s scan and toolbox programs and try again, or run Unjam as an administrator.',
      );
    case 'open-failed':
      return words(
        'The device cannot be opened',
        `Opening it failed: ${statusWords(fault.ntstatus)}.`,
        'Look at the device in the Device Manager; reinstall its driver if it shows a problem.',
      );
    case 'discovery-failed':
      return words(
        'Windows could not list its devices',
        `${fault.call} failed with system error ${fault.systemError}.`,
        'Refresh. If it fails again, restart the computer.',
      );
    case 'library-not-loaded':
      return words(
        'A part of Unjam was kept from loading',
        (fault.code === 'EINTEGRITY'
          ? `${fault.file} is not the file that belongs to this Unjam (${fault.code}), so it was not loaded.`
          : `${fault.file} could not be loaded (${fault.code}).`) + ' Without it Unjam reaches no device.',
        'The file may be missing or damaged, or a virus scanner or a policy of this computer may block it. Allow the file or install Unjam again, then start it again.',
      );
    case 'no-driver':
      return fault.reason === 'platform'
        ? words(
            'There are no DOT4 drivers on this system',
            'DOT4 devices are reached through drivers that exist on Windows only.',
            'Use the simulated printers: add --simulate office.',
          )
        : words(
            'No DOT4 driver package is installed',
            'That is the normal state of Windows 8 and later: Windows brings the device classes and no driver for them.',
            'Install the printer maker’s DOT4 package (HP: “LaserJet USB (DOT4) communications driver”), or get it from Windows Update, then plug the printer in again.',
          );
    case 'unknown-device':
      return words(
        `There is no device “${fault.deviceId}”`,
        'No DOT4 device with this id is there now.',
        'List the devices to see their ids: unjam devices.',
      );
    case 'unknown-channel':
      return words(
        `Host socket ${fault.hostSocket} is not in the list`,
        'Nothing is known of this channel any more.',
        'Scan the sockets again and choose from what is there now.',
      );
    case 'unknown-scenario':
      return words(
        `There is no scenario “${fault.scenario}”`,
        `The simulator knows: ${fault.known.join(', ')}.`,
        'Choose one of these, or give a file whose name ends with .json.',
      );
    case 'bad-scenario':
      return words(
        `The scenario file “${fault.file}” cannot be used`,
        `${fault.at}: ${fault.reason}.`,
        'Correct the file; docs/scenarios.md describes every field.',
      );
    case 'generation-moved':
      return words(
        `Host socket ${fault.hostSocket} is no longer the one you chose`,
        'It was gone at a later look, and its number may belong to another program now. Nothing was sent to the driver.',
        'Look at the list again, then choose once more.',
      );
    case 'still-there':
      return words(
        `Host socket ${fault.hostSocket} is still there`,
        `The driver answered ${statusWords(fault.ntstatus)} to IOCTL_DOT4_DESTROY_SOCKET, yet a later check still found the socket. Another program may have taken the number at once.`,
        `Scan again. If it stays, end its holder. If that does not help: ${restartOrSwitch}.`,
      );
    case 'job-unknown':
      return words(
        'Unjam cannot see whether a job is in progress',
        `Host socket ${fault.hostSocket} ${fault.service === null ? 'may carry any service' : `is customary for ${fault.service}`}, and not all print jobs of this device could be seen. Nothing was sent to the driver.`,
        'Look at the print queue and the printer. If nothing is being printed or faxed, say so expressly (--force on the command line).',
      );
    case 'job-in-progress':
      return words(
        'A job is in progress on this channel',
        `${fault.job} would be cut off. Nothing was sent to the driver.`,
        'Wait for the job or delete it first. To close the channel all the same, say so expressly (--force on the command line).',
      );
    case 'profile-forbids':
      return words(
        featureName[fault.feature],
        `It is not offered because ${profileReason[fault.because]}.`,
        fault.because === 'not-measured'
          ? 'Measure the driver first: in its details, or with unjam calibrate.'
          : `Use the other steps: end the holder. If that does not help: ${restartOrSwitch}.`,
      );
    case 'policy-forbids':
      return policyForbidsWords(fault);
    case 'policy-broken':
      return words(
        'The policy of this computer cannot be used',
        `${fault.place}: ${fault.problems.map(policyProblemWords).join('; ')}. Until it is corrected, Unjam only looks.`,
        `Ask ${fault.contact ?? 'the administrator of this computer'} to correct it, then start Unjam again.`,
      );
    case 'no-report':
      return words(
        'There is no report to save',
        'The driver was not measured since Unjam was started.',
        'Measure the driver, then save the report.',
      );
    case 'busy': {
      const [title, meaning] = busyWords[fault.operation];
      return words(title, meaning, 'Wait until it ends, or stop it.');
    }
    case 'open-at-quit':
      return words(
        'Unjam was closed before this ended',
        'Whether it was done is not known.',
        'Check the channel, and scan again.',
      );
    case 'not-as-confirmed': {
      const { kind, what } = fault.change;
      return words(
        `Host socket ${fault.hostSocket}: something changed since you confirmed`,
        `${changeWords[kind](what)} Nothing was sent to the driver.`,
        'Check the channel again and confirm what you see now.',
      );
    }
    case 'step-not-offered':
    case 'step-cancelled':
    case 'target-gone':
    case 'target-changed':
    case 'target-protected':
    case 'rights-missing':
    case 'action-failed':
    case 'action-late':
    case 'target-stays':
    case 'program-hosts-services':
    case 'service-left-stopped':
    case 'restart-vetoed':
    case 'device-stays-away':
    case 'device-never-left':
      return remedyFaultWords(fault);
    case 'confirmation-needed':
      return words(
        'This needs a confirmation',
        'There is no terminal to ask at, and --yes was not given. Nothing was done.',
        'Add --yes if you are sure.',
      );
    case 'not-confirmed':
      return words('Not confirmed', 'Nothing was done.', 'Run it again and answer y to go ahead.');
    case 'no-data-folder':
      return words(
        'There is no folder for the audit trail',
        'This account has no home folder. A channel is only closed, and a driver only asked, when that can be recorded.',
        'Set the variable UNJAM_DATA_DIR to a folder that this account may write to, then try again.',
      );
    case 'folder-untrusted':
      return words(
        'The data folder is not safe for an administrator',
        `${fault.path} ${untrustedReason[fault.because]}. With an administrator’s rights Unjam does not write there.`,
        'Name another folder in the variable UNJAM_DATA_DIR, or start Unjam without an administrator’s rights.',
      );
    case 'data-taken-over':
      return words(
        'Files of Unjam lie in another folder now',
        [
          ...(fault.names.length === 0
            ? []
            : [
                `From ${fault.from} to ${fault.to}: ${fault.names.join(', ')}. They belong to this computer.`,
              ]),
          ...fault.left.map(
            ({ name, code }) => `${name} stays in ${fault.from} and is not used: ${fileProblem(code)}.`,
          ),
        ].join(' '),
        fault.left.length === 0
          ? 'Nothing needs to be done.'
          : 'Close every Unjam, then start it again: it tries once more.',
      );
    case 'newer-version':
      return words(
        'A newer Unjam is installed on this computer',
        `This is version ${fault.own}. Version ${fault.installed} is in ${fault.folder}.`,
        'Use that one. This one works all the same.',
      );
    case 'audit-unwritable':
      return words(
        'The audit trail cannot be written',
        `${fault.path}: ${fileProblem(fault.code)}. A teardown or a step of the ladder is only done when its record is on disk.`,
        'Make room or give write access to that folder, or name another one in the variable UNJAM_DATA_DIR. Then try again.',
      );
    case 'outcome-not-recorded':
      return words(
        'The outcome could not be recorded',
        `${fault.path}: ${fileProblem(fault.code)}. What was done is done, but its record is not in the audit trail.`,
        'Make room or give write access to that folder. Unjam tries again with the next record, and once more when it ends.',
      );
    case 'profile-not-kept':
      return words(
        'What was measured is not kept',
        `${fault.path}: ${fileProblem(fault.code)}. The measurement holds until Unjam ends.`,
        'Make room or give write access to that folder. Unjam tries again with the next measurement, and once more when it ends.',
      );
    case 'profile-invalid':
      return words(
        'What was measured cannot be right',
        `${fault.problem}. The measurement is not used.`,
        'Measure the driver again.',
      );
    case 'profile-unreadable':
      return words(
        'A measurement cannot be read',
        `${fault.path}, driver ${fault.driver}: ${fault.problem}. It stays in the file and is not used; all others are.`,
        'Measure that driver again.',
      );
    case 'file-damaged':
      return words(
        'A file of Unjam is damaged',
        `${fault.path} does not hold what it should. It was put aside as ${fault.putAside} and is not used.`,
        'If it held what was measured of a driver, measure that driver again.',
      );
    case 'settings-damaged':
      return words(
        'The settings file is damaged',
        `${fault.path} does not hold what it should. It was put aside as ${fault.putAside}, and the settings are as they were at first.`,
        'Set again what you need. Nothing else is lost.',
      );
    case 'settings-unusable':
      return words(
        'Some settings cannot be used',
        `${fault.path}: ${fault.fields.join(', ')}. The defaults hold instead; all other settings are used.`,
        'Set them again in the window, or correct the file while Unjam is closed.',
      );
    case 'settings-not-kept':
      return words(
        'Settings are not kept',
        `${fault.path}: ${fileProblem(fault.code)}. What you set holds until Unjam ends.`,
        'Give access to that file and its folder. Unjam tries again by itself, and once more when it ends.',
      );
    case 'clipboard-taken':
      return words(
        'Not copied',
        'The clipboard did not take the text' +
          (fault.problem === null
            ? '; another program may be using it.'
            : `; the system says: ${fault.problem}.`),
        'Try again, or select the text here.',
      );
    case 'bad-host':
    case 'not-connected':
    case 'other-version':
    case 'connection-lost':
    case 'ended-there':
    case 'shown-before':
    case 'not-there':
    case 'not-copied':
      return remoteFaultWords(fault);
    case 'file-unwritable':
      return words(
        'The file cannot be written',
        `${fault.path}: ${fileProblem(fault.code)}.`,
        'Choose another place, then try again.',
      );
    case 'file-given-up':
      return words(
        'The file was not saved',
        'Another one took its place before it was complete.',
        'Save it again.',
      );
    case 'file-unreadable':
      return words(
        'The file cannot be read',
        `${fault.path}: ${readProblem(fault.code)}.`,
        'Look at the file and its rights, then try again.',
      );
    case 'profiles-refused':
      return words(
        'These profiles cannot be imported',
        `${fault.path} ${refusedProfiles[fault.because]}. Nothing was changed.`,
        fault.because === 'newer'
          ? 'Import it with the Unjam that wrote it, or export it again with this one.'
          : 'Name a file that "unjam profiles export" wrote.',
      );
    case 'no-profiles':
      return words(
        'There is no profile to export',
        'No driver was measured with this account on this computer.',
        'Measure a driver first: unjam calibrate.',
      );
    case 'no-results':
      return words(
        'There is nothing to report',
        fault.files === 0
          ? 'No file is there.'
          : `${counted(fault.files, 'file was', 'files were')} found, and none is a result of Unjam.`,
        'Name files, or folders of files, with what "unjam check --json" printed.',
      );
    case 'usage':
      return words('That command cannot be understood', fault.problem, 'See unjam --help.');
    case 'text-too-long':
      return words(
        'The text is too long',
        `More than ${fault.longest.toLocaleString('en')} characters cannot be copied at once.`,
        'Copy fewer rows, or save them to a file.',
      );
    case 'bad-payload':
      return words(
        'The window sent something that cannot be right',
        `${fault.call}: ${fault.problem}`,
        'Reload the window. Please report this.',
      );
    case 'forbidden-sender':
      return words(
        'A call was refused',
        `${fault.call} did not come from Unjam’s own window.`,
        'Please report this.',
      );
    case 'unknown-call':
      return words('A call was refused', `There is no call “${fault.call}”.`, 'Please report this.');
    case 'internal':
      return words(
        'Something went wrong inside Unjam',
        `That is a bug. The log has it as incident ${fault.incident}.`,
        'Try again; please report the incident number.',
      );
  }
};

/** The fault without what to do next, as one sentence after another. */
export const faultSentence = (fault: Fault): string => {
  const { title, meaning } = faultWords(fault);
  return `${title}. ${meaning}`;
};
