import type { notOfferedReasons } from '../faults/fault.ts';
import type { StepKind } from '../remedy/step.ts';
import { words } from './fault-words.ts';
import type { AllFaultWords, FaultOf, FaultWords } from './fault-words.ts';
import { capital, restartOrSwitch } from './off-and-on.ts';

/** Each step as a short name, for messages and buttons. */
export const stepNames: Readonly<Record<StepKind, string>> = {
  'cancel-job': 'Delete the job',
  'stop-program': 'Stop the program',
  'restart-service': 'Restart the service',
  'destroy-socket': 'Close channel',
  'restart-device': 'Restart the device',
  'soft-reset': 'Soft reset',
  'power-cycle': 'Switch off and on',
};

export const nextStepWords = (next: StepKind | null): string =>
  next === null ? 'No further step is offered.' : `The next step is: ${stepNames[next]}.`;

/** Why a step is not run, as half a sentence. */
const reasons: Readonly<Record<(typeof notOfferedReasons)[number], string>> = {
  'not-in-plan': 'what was seen just now is no longer a reason for this step',
  'source-silent': 'what it needs to know could not be looked at just now',
  'by-hand': 'Unjam cannot do it here: it is done by hand',
  'not-elevated': 'it needs an administrator’s rights, which Unjam does not have now',
  'driver-refuses': 'this driver refuses to destroy the socket of another program',
  'job-in-progress': 'a job is in progress',
  'being-deleted': 'the job is being deleted already',
  unverified: 'it was never seen to work on a DOT4 stack',
  policy: 'the policy of this computer forbids it',
};

const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;

/** Where this is not so the fault is `service-left-stopped`. */
const allRunAgain = 'Every service that ran before runs now.';

const staysWords = (step: StepKind, target: string, waitedMs: number): FaultWords => {
  switch (step) {
    case 'stop-program':
      return words(
        `${target} does not end`,
        `Windows was asked to end it, and it still runs after ${seconds(waitedMs)}. A program that waits for a driver cannot end before the driver lets go.`,
        `${capital(restartOrSwitch)}: that makes the driver let go.`,
      );
    case 'restart-service':
      return words(
        `The service ${target} is stuck`,
        `It was asked to stop or to start, and after ${seconds(waitedMs)} it had not done so.`,
        'Look at it in the Services console (services.msc), and start it there if it is stopped. If it is stuck, restart the computer.',
      );
    default:
      return words(
        `${target} is still there`,
        `It was asked to go, and it is still there after ${seconds(waitedMs)}.`,
        'Try the next step of the ladder.',
      );
  }
};

/** How to start services by hand, in the order in which they have to be started. */
export const startByHand = (services: readonly string[]): string =>
  `Start by hand: ${services.map((name) => `net start "${name}"`).join(', then ')}, as administrator, or in the Services console (services.msc).`;

const downWords = {
  stopped: 'is stopped',
  stopping: 'is still stopping',
  starting: 'is still starting',
  unknown: 'could not be looked at',
} as const;

const leftStoppedWords = ({ target, services, failure }: FaultOf<'service-left-stopped'>): FaultWords => {
  const names = services.map(({ name }) => name);
  const isStuck = services.some(({ state }) => state === 'stopping');
  return words(
    `Not running now: ${names.join(', ')}`,
    [
      `${target} was not restarted.`,
      ...services.map(({ name, state }) => `${name} ${downWords[state]}.`),
      ...(failure === null
        ? []
        : [`${failure.service}: ${failure.call} failed with system error ${failure.systemError}.`]),
      ...(names.includes('Spooler') ? ['This computer prints nothing while Spooler does not run.'] : []),
    ].join(' '),
    [
      ...(isStuck ? ['Wait until it has stopped; if it never does, restart the computer.'] : []),
      startByHand(names),
    ].join(' '),
  );
};

export const remedyFaultWords = {
  'step-not-offered': (fault) =>
    words(
      `${stepNames[fault.step]}: not run`,
      `Nothing was done, because ${reasons[fault.because]}.`,
      'Look at the ladder of this channel again: unjam remedy, or the details of the channel.',
    ),
  'step-cancelled': (fault) =>
    words(
      `${stepNames[fault.step]}: cancelled`,
      'It was cancelled before it came to an end. What was done until then stays done.',
      'Look at the channel again.',
    ),
  'target-gone': (fault) =>
    words(
      `${fault.target} is no longer there`,
      'It ended before the step was run. Nothing was done.',
      'Scan again: the channel may be gone with it.',
    ),
  'target-changed': (fault) =>
    words(
      `${fault.target} is not what was confirmed`,
      'Its number now belongs to something else, or it is another one by now. Nothing was done.',
      'Look at the steps again, then confirm once more.',
    ),
  'target-protected': (fault) =>
    words(
      `${fault.target} is never touched`,
      'Windows needs it to run, or it protects the computer. Nothing was done.',
      'Use another step of the ladder.',
    ),
  'rights-missing': (fault) =>
    words(
      'Rights are missing',
      `Windows does not let Unjam do this to ${fault.target}: ${fault.call} failed with system error ${fault.systemError}. ${
        fault.step === 'restart-service' ? allRunAgain : 'Nothing was done.'
      }`,
      'Run Unjam as an administrator, or do the step by hand.',
    ),
  'action-failed': (fault) =>
    words(
      `${stepNames[fault.step]}: it failed`,
      `${fault.target}: ${fault.call} failed with system error ${fault.systemError}.${
        fault.step === 'restart-service' ? ` ${allRunAgain}` : ''
      }`,
      'Try the next step of the ladder.',
    ),
  'action-late': (fault) =>
    words(
      `${stepNames[fault.step]}: no answer`,
      `${fault.target}: Windows gave no answer within ${seconds(fault.deadlineMs)}. The process that asked was ended; how far it came is not known.`,
      'Refresh and look at what is there now before anything else.',
    ),
  'target-stays': (fault) => staysWords(fault.step, fault.target, fault.waitedMs),
  'program-hosts-services': (fault) =>
    words(
      `${fault.target} runs Windows services`,
      `Stopping it would stop ${fault.services.join(', ')}. Nothing was done.`,
      'Restart the service instead.',
    ),
  'service-left-stopped': leftStoppedWords,
  'restart-vetoed': (fault) =>
    words(
      'Windows did not restart the device',
      `Something keeps ${fault.target} open, so the restart would take effect only when the computer is restarted.`,
      'End the programs that use it, or unplug its cable and plug it in again.',
    ),
  'device-stays-away': (fault) =>
    words(
      'The device has not come back',
      `It left and was not back, without a problem code, after ${seconds(fault.waitedMs)}.`,
      'Look at it in the Device Manager; unplug its cable and plug it in again.',
    ),
  'device-never-left': (fault) =>
    words(
      'The device was not seen to leave',
      `After ${seconds(fault.waitedMs)} it is still there as it was: it was not switched off, or it does not leave Windows when it is off.`,
      'Switch it off for half a minute, or unplug its cable, then look again.',
    ),
} satisfies Partial<AllFaultWords>;
