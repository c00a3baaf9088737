import type { CutOff } from '../remedy/cut-off.ts';
import type { RemedyStep } from '../remedy/plan.ts';
import { cutsOffWords } from './confirmation.ts';
import { stepNames } from './remedy-faults.ts';
import { stepWords } from './remedy.ts';

/** What a person must know before a step is run. */
export interface RemedyConfirmationWords {
  readonly title: string;
  readonly about: string;
  readonly risk: string;
  /** Each job that would be cut off, and whether there may be others; empty: none. Any of them takes an express yes. */
  readonly cutsOff: readonly string[];
  readonly check: string;
  readonly question: string;
}

export const remedyConfirmationWords = (
  step: RemedyStep,
  channel: string,
  device: string,
  cutOff: CutOff,
): RemedyConfirmationWords => {
  const { title, risk, check } = stepWords(step);
  return {
    title: `${stepNames[step.kind]}?`,
    about: `${title}. It is done for ${channel} of ${device}.`,
    risk,
    cutsOff: cutsOffWords(cutOff),
    check,
    question: step.kind === 'power-cycle' ? 'Watch the printer being switched off and on?' : 'Do this?',
  };
};

export const remedyCliWords = { risk: 'Risk:', check: 'Check:' } as const;

export const remedyWindowWords = {
  doThis: 'Do this…',
  watchThis: 'Watch this…',
  named: (button: string, step: string): string => `${button} ${step}`,
  confirm: 'Do it',
  watch: 'Watch',
  cancel: 'Cancel',
  overJob: (jobs: number): string =>
    jobs === 1 ? 'Cut off the job in progress' : `Cut off the ${jobs} jobs in progress`,
  overJobNeeded: 'Tick this to do it.',
  stopWaiting: 'Stop waiting',
  labels: { target: 'What', risk: 'Risk', check: 'Checked afterwards', record: 'Record' },
  recorded: 'It is written to the audit trail before it is done, and its outcome afterwards.',
  byPerson:
    'Unjam cannot switch it off. It watches the device leave and come back, for five minutes each, and then looks for the socket.',
  notOffered: (because: string): string => `Not offered: ${because}.`,
  another: 'another step is being run on this device',
} as const;
