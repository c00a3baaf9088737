import type { Done } from '../remedy/action.ts';
import type { Relapse, RemedyOutcome } from '../remedy/outcome.ts';
import type { OperationStage } from '../operations/operation.ts';
import type { StepKind } from '../remedy/step.ts';
import { faultWords, profileReasonWords } from './faults.ts';
import { operationWords } from './operations.ts';
import { nextStepWords, startByHand, stepNames } from './remedy-faults.ts';

export interface RemedyOutcomeWords {
  readonly label: string;
  readonly sentence: string;
  readonly nextStep: string | null;
}

const asNow: Readonly<Record<RemedyOutcome['kind'], string>> = {
  'not-needed': 'Not needed',
  helped: 'Helped',
  'still-there': 'Done, still there',
  'did-not-last': 'Did not last',
  unverified: 'Done, not verified',
  failed: 'Not done',
};

const doneWords: Readonly<Record<StepKind, (target: string) => string>> = {
  'cancel-job': (target) => `${target} was deleted and has left its queue.`,
  'stop-program': (target) => `${target} was ended and no longer runs.`,
  'restart-service': (target) => `The service “${target}” was stopped and runs again.`,
  'destroy-socket': (target) => `DESTROY_SOCKET was sent for ${target}.`,
  'restart-device': (target) => `${target} was restarted and is back without a problem that Windows reports.`,
  'soft-reset': (target) => `${target} was reset.`,
  'power-cycle': (target) => `${target} was seen to leave and to come back.`,
};

const besides = (done: Done | null): string =>
  done === null
    ? ''
    : [
        ...(done.dependents.length === 0 ? [] : [` Restarted with it: ${done.dependents.join(', ')}.`]),
        ...(done.stillStarting.length === 0 ? [] : [` Still starting: ${done.stillStarting.join(', ')}.`]),
        ...(done.leftStopped.length === 0
          ? []
          : [` NOT RUNNING NOW: ${done.leftStopped.join(', ')}. ${startByHand(done.leftStopped)}`]),
      ].join('');

const unclear = (
  because: Exclude<Extract<RemedyOutcome, { kind: 'unverified' }>['because'], 'effect-unseen'>,
  channel: string,
): string => {
  if (because === 'there-again')
    return `${channel} was freed. Seconds later it was open again; Unjam cannot tell whether that is the same trouble or a new user.`;
  const why =
    because === 'recheck-unclear' ? 'the later check gave no clear answer' : profileReasonWords(because);
  return `Whether ${channel} is gone could not be looked at: ${why}.`;
};

const helped = (since: Extract<RemedyOutcome, { kind: 'helped' }>['since'], channel: string): string => {
  switch (since) {
    case undefined:
      return `A later check shows that ${channel} is gone.`;
    case 'in-use':
      return `${channel} was freed; it is in use again.`;
    case 'program-runs':
      return `A later check shows that ${channel} is gone. The program was started again since.`;
  }
};

const relapse: Readonly<Record<Relapse, (channel: string) => string>> = {
  'socket-back': (channel) => `It helped at first, but seconds later ${channel} was there again.`,
  'job-back': () => 'Seconds later the same job was back in the queue.',
  'program-back': () => 'Seconds later the program was running again.',
  'service-stopped': () => 'A service that should run is stopped.',
};

/** Never claims more than was observed. `channel` names it, as channelWords does. */
export const remedyOutcomeWords = (
  outcome: RemedyOutcome,
  step: StepKind,
  target: string,
  channel: string,
): RemedyOutcomeWords => {
  const label = asNow[outcome.kind];
  const told = (sentence: string, nextStep: string | null): RemedyOutcomeWords => ({
    label,
    sentence: `${stepNames[step]}: ${sentence}`,
    nextStep,
  });
  switch (outcome.kind) {
    case 'not-needed':
      return told(`nothing was done, ${channel} was already gone.`, 'Try the scan or print again.');
    case 'helped':
      return told(
        `${doneWords[step](target)} ${helped(outcome.since, channel)}${besides(outcome.done)}`,
        null,
      );
    case 'still-there':
      return told(
        `${doneWords[step](target)} A later check still finds a socket: ${channel}.${besides(outcome.done)}`,
        nextStepWords(outcome.next),
      );
    case 'did-not-last':
      return told(
        outcome.because === 'service-stopped'
          ? `${relapse[outcome.because](channel)}${besides(outcome.done)}`
          : `${doneWords[step](target)} ${relapse[outcome.because](channel)}${besides(outcome.done)}`,
        nextStepWords(outcome.next),
      );
    case 'unverified':
      return told(
        outcome.because === 'effect-unseen'
          ? `Windows accepted it. Whether it took effect could not be seen.${besides(outcome.done)}`
          : `${doneWords[step](target)} ${unclear(outcome.because, channel)}${besides(outcome.done)}`,
        'Try the scan or print again: that tells whether it helped.',
      );
    case 'failed': {
      const { title, meaning, nextStep } = faultWords(outcome.fault);
      return { label, sentence: `${title}. ${meaning}`, nextStep };
    }
  }
};

const stages: Readonly<Record<OperationStage, string>> = {
  waiting: operationWords.waiting,
  looking: 'Checking the device and the channel…',
  acting: 'Doing it…',
  checking: 'Checking whether it helped and lasts…',
  'waiting-to-leave': 'Switch the printer off now. Waiting for it to leave…',
  'waiting-to-return': 'It has left. Switch it on again. Waiting for it to come back…',
};

export const remedyStageWords = (stage: OperationStage): string => stages[stage];
