import type { Fault } from '../faults/fault.ts';
import { nextSteps, wasNeverTaken } from '../remedy/next-steps.ts';
import type { RemedyOutcome } from '../remedy/outcome.ts';
import type { RemedyStep } from '../remedy/plan.ts';
import type { ChannelState, SessionState } from '../session/state.ts';
import type { Outcome } from '../teardown/outcome.ts';
import { faultWords } from './faults.ts';
import { nextStepWords } from './remedy-faults.ts';
import { capital, switchOffAndOn } from './off-and-on.ts';
import { stepTitle } from './remedy.ts';

export const adviceWords = {
  tryAgain: 'Ask the user to try again.',
  whetherItWorked: 'Ask the user to try again: that shows whether it worked.',
  isBack: 'Windows lists the printer again. Ask the user to try again.',
  restartPrinter: capital(switchOffAndOn),
  ifStillFails: `If it still fails: ${switchOffAndOn}`,
} as const;

/** A step as a sentence of its own, for who reads it without its risk. */
export const stepAdvice = ({ kind, target }: Pick<RemedyStep, 'kind' | 'target'>): string =>
  kind === 'power-cycle' ? adviceWords.restartPrinter : `${stepTitle(kind, target)}.`;

/** Faults that say by themselves what has to be done before anything else. */
const sayWhatToDo: ReadonlySet<Fault['kind']> = new Set([
  ...(['access-denied', 'open-failed', 'rights-missing', 'profile-forbids', 'internal'] as const),
  ...(['service-left-stopped', 'restart-vetoed', 'device-stays-away', 'device-never-left'] as const),
]);

/** It failed because its device was gone, and the device is there now: what is said of a device that is gone is past. */
export const failedWhileAway = (
  outcome: Outcome | RemedyOutcome,
  { devices }: Pick<SessionState, 'devices'>,
  deviceId: string,
): boolean =>
  outcome.kind === 'failed' &&
  outcome.fault.kind === 'device-gone' &&
  devices[deviceId]?.presence === 'present';

/** What to do after an attempt, by all that was done already. `channel` null: its row has left. */
export const adviceAfter = (
  outcome: Outcome | RemedyOutcome,
  channel: ChannelState | null,
  state: Pick<SessionState, 'channels' | 'devices' | 'environment' | 'operations'>,
): string => {
  switch (outcome.kind) {
    case 'freed':
    case 'helped':
      return adviceWords.tryAgain;
    case 'already-gone':
    case 'not-needed':
      return `${adviceWords.tryAgain} ${adviceWords.ifStillFails}`;
    case 'unconfirmed':
    case 'unverified':
      return adviceWords.whetherItWorked;
    case 'still-there':
    case 'did-not-last':
    case 'failed': {
      const { fault } = outcome.kind === 'failed' ? outcome : { fault: null };
      if (fault !== null && (wasNeverTaken(fault) || sayWhatToDo.has(fault.kind)))
        return faultWords(fault).nextStep;
      const steps = channel === null ? null : nextSteps(channel, state);
      const step = steps?.first ?? steps?.untried ?? null;
      if (step !== null) return stepAdvice(step);
      // its number is another row by now
      if (outcome.kind === 'did-not-last' && outcome.next !== null) return nextStepWords(outcome.next);
      return fault === null ? adviceWords.restartPrinter : faultWords(fault).nextStep;
    }
  }
};
