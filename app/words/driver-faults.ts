import { controlCodeName } from '../dot4/requests.ts';
import { words } from './fault-words.ts';
import type { AllFaultWords } from './fault-words.ts';
import { restartOrSwitch } from './off-and-on.ts';
import { statusWords } from './status.ts';

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

/** What a driver, its device, or Windows on the way to it, did not do. */
export const driverFaultWords = {
  refused: (fault) => {
    const [meaning, nextStep] = refusalMeaning(fault.ntstatus.name);
    return words(
      `The driver refused: ${statusWords(fault.ntstatus)}`,
      `${controlCodeName(fault.request)} was not done. ${meaning}`,
      nextStep,
    );
  },
  deadline: (fault) =>
    words(
      'The driver did not answer in time',
      `${controlCodeName(fault.request)} got no answer within ${fault.deadlineMs} ms` +
        (fault.withdrawn
          ? ' and was withdrawn.'
          : ', and the driver did not give it back when it was withdrawn.'),
      fault.withdrawn
        ? `Try again. If it happens again: ${restartOrSwitch}.`
        : `The driver is stuck with this request: ${restartOrSwitch}.`,
    ),
  cancelled: (fault) =>
    words(
      'Cancelled',
      `${controlCodeName(fault.request)} was withdrawn before it was answered.`,
      'A driver may have begun it all the same: scan again to see what is there.',
    ),
  stopped: (fault) =>
    words(
      'Stopped before it began',
      `${controlCodeName(fault.request)} was not sent: the driver never saw it.`,
      'Begin it again if it is still wanted.',
    ),
  'not-sent': (fault) =>
    words(
      'The request was not sent',
      `${controlCodeName(fault.request)} waited longer than ${fault.deadlineMs} ms for its turn; the driver never saw it.`,
      'Try again.',
    ),
  'channel-left-open': (fault) =>
    words(
      `A channel was left open on host socket ${fault.hostSocket}`,
      'The printer opened it to our question just then, and it could not be closed again.',
      'Close this channel, or restart the device.',
    ),
  'not-answering': () =>
    words(
      'The driver is not answering',
      'A call into the driver of this device has not returned. Other devices are not affected.',
      'Restart the device or unplug its cable; if that does not help, restart the computer.',
    ),
  'malformed-reply': (fault) =>
    words(
      'The driver gave a reply that cannot be read',
      `${controlCodeName(fault.request)} answered ${fault.receivedBytes} bytes where ${fault.expectedBytes} are needed. Nothing in it was used.`,
      'Report it with the version of the driver: it speaks another layout than the public header.',
    ),
  'device-gone': () =>
    words(
      'The device is gone',
      'It was unplugged, switched off or removed.',
      'Plug it in again, then refresh.',
    ),
  asleep: () =>
    words(
      'The computer is going to sleep',
      'Unjam has closed its connections to the printers and sends nothing until it has woken up.',
      'Try again when the computer has woken up.',
    ),
  'access-denied': (fault) =>
    words(
      'Access to the device is denied',
      `Windows or the driver does not let this program open it: ${statusWords(fault.ntstatus)}. Another program may hold it for itself alone, or rights are missing.`,
      'Close the vendor’s scan and toolbox programs and try again, or run Unjam as an administrator.',
    ),
  'open-failed': (fault) =>
    words(
      'The device cannot be opened',
      `Opening it failed: ${statusWords(fault.ntstatus)}.`,
      'Look at the device in the Device Manager; reinstall its driver if it shows a problem.',
    ),
  'discovery-failed': (fault) =>
    words(
      'Windows could not list its devices',
      `${fault.call} failed with system error ${fault.systemError}.`,
      'Refresh. If it fails again, restart the computer.',
    ),
  'library-not-loaded': (fault) =>
    words(
      'A part of Unjam was kept from loading',
      (fault.code === 'EINTEGRITY'
        ? `${fault.file} is not the file that belongs to this Unjam (${fault.code}), so it was not loaded.`
        : `${fault.file} could not be loaded (${fault.code}).`) + ' Without it Unjam reaches no device.',
      'The file may be missing or damaged, or a virus scanner or a policy of this computer may block it. Allow the file or install Unjam again, then start it again.',
    ),
  'no-driver': (fault) =>
    fault.reason === 'platform'
      ? words(
          'There are no DOT4 drivers on this system',
          'DOT4 devices are reached through drivers that exist on Windows only.',
          'Use the simulated printers: add --simulate office.',
        )
      : words(
          'No DOT4 driver package is installed',
          'That is the normal state of Windows 8 and later: Windows brings the device classes and no driver for them.',
          'Install the printer maker’s DOT4 package (HP: “LaserJet USB (DOT4) communications driver”), or get it from Windows Update, then plug the printer in again.',
        ),
} satisfies Partial<AllFaultWords>;
