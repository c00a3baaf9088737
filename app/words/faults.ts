import type { Change } from '../operations/change.ts';
import type { OperationKind } from '../operations/kinds.ts';
import type { Fault } from '../faults/fault.ts';
import { driverFaultWords } from './driver-faults.ts';
import { words } from './fault-words.ts';
import type { AllFaultWords, FaultWords } from './fault-words.ts';
import { fileFaultWords } from './file-faults.ts';
import { policyForbidsWords, policyProblemWords } from './policy.ts';
import { programFaultWords } from './program-faults.ts';
import { remedyFaultWords } from './remedy-faults.ts';
import { remoteFaultWords } from './remote-faults.ts';
import { restartOrSwitch } from './off-and-on.ts';
import { statusWords } from './status.ts';

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

const featureName = {
  scan: 'Sockets cannot be scanned',
  'foreign-destroy': 'The channel cannot be closed',
  remedy: 'Nothing is known of this socket',
  'probe-services': 'Services cannot be probed',
  'probe-channels': 'Whether services are in use cannot be asked',
} as const;

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

/** Why an operation on a device was not begun, or did not do what it should. */
const operationFaultWords = {
  'unknown-device': (fault) =>
    words(
      `There is no device “${fault.deviceId}”`,
      'No DOT4 device with this id is there now.',
      'List the devices to see their ids: unjam devices.',
    ),
  'unknown-channel': (fault) =>
    words(
      `Host socket ${fault.hostSocket} is not in the list`,
      'Nothing is known of this channel any more.',
      'Scan the sockets again and choose from what is there now.',
    ),
  'generation-moved': (fault) =>
    words(
      `Host socket ${fault.hostSocket} is no longer the one you chose`,
      'It was gone at a later look, and its number may belong to another program now. Nothing was sent to the driver.',
      'Look at the list again, then choose once more.',
    ),
  'still-there': (fault) =>
    words(
      `Host socket ${fault.hostSocket} is still there`,
      `The driver answered ${statusWords(fault.ntstatus)} to IOCTL_DOT4_DESTROY_SOCKET, yet a later check still found the socket. Another program may have taken the number at once.`,
      `Scan again. If it stays, end its holder. If that does not help: ${restartOrSwitch}.`,
    ),
  'job-unknown': (fault) =>
    words(
      'Unjam cannot see whether a job is in progress',
      `Host socket ${fault.hostSocket} ${fault.service === null ? 'may carry any service' : `is customary for ${fault.service}`}, and not all print jobs of this device could be seen. Nothing was sent to the driver.`,
      'Look at the print queue and the printer. If nothing is being printed or faxed, say so expressly (--force on the command line).',
    ),
  'job-in-progress': (fault) =>
    words(
      'A job is in progress on this channel',
      `${fault.job} would be cut off. Nothing was sent to the driver.`,
      'Wait for the job or delete it first. To close the channel all the same, say so expressly (--force on the command line).',
    ),
  'profile-forbids': (fault) =>
    words(
      featureName[fault.feature],
      `It is not offered because ${profileReason[fault.because]}.`,
      fault.because === 'not-measured'
        ? 'Measure the driver first: in its details, or with unjam calibrate.'
        : `Use the other steps: end the holder. If that does not help: ${restartOrSwitch}.`,
    ),
  'policy-forbids': policyForbidsWords,
  'policy-broken': (fault) =>
    words(
      'The policy of this computer cannot be used',
      `${fault.place}: ${fault.problems.map(policyProblemWords).join('; ')}. Until it is corrected, Unjam only looks.`,
      `Ask ${fault.contact ?? 'the administrator of this computer'} to correct it, then start Unjam again.`,
    ),
  'no-report': () =>
    words(
      'There is no report to save',
      'The driver was not measured since Unjam was started.',
      'Measure the driver, then save the report.',
    ),
  busy: (fault) => {
    const [title, meaning] = busyWords[fault.operation];
    return words(title, meaning, 'Wait until it ends, or stop it.');
  },
  'open-at-quit': () =>
    words(
      'Unjam was closed before this ended',
      'Whether it was done is not known.',
      'Check the channel, and scan again.',
    ),
  'not-as-confirmed': (fault) => {
    const { kind, what } = fault.change;
    return words(
      `Host socket ${fault.hostSocket}: something changed since you confirmed`,
      `${changeWords[kind](what)} Nothing was sent to the driver.`,
      'Check the channel again and confirm what you see now.',
    );
  },
} satisfies Partial<AllFaultWords>;

/** Exhaustive: a new kind of fault does not compile until it has words. */
const allFaultWords: AllFaultWords = {
  ...driverFaultWords,
  ...fileFaultWords,
  ...operationFaultWords,
  ...programFaultWords,
  ...remedyFaultWords,
  ...remoteFaultWords,
};

export const faultWords = (fault: Fault): FaultWords =>
  (allFaultWords[fault.kind] as (fault: Fault) => FaultWords)(fault);

/** The fault without what to do next, as one sentence after another. */
export const faultSentence = (fault: Fault): string => {
  const { title, meaning } = faultWords(fault);
  return `${title}. ${meaning}`;
};
