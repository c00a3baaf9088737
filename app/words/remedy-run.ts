import type { CutOff } from '../remedy/cut-off.ts';
import type { RemedyStep } from '../remedy/plan.ts';
import { cutsOffWords } from './confirmation.ts';
import { stepWords } from './remedy.ts';

/** What a person must know before a step is run. */
export interface RemedyConfirmationWords {
  readonly title: string;
  /** The button that does it, and the one that leaves all as it is. */
  readonly confirm: string;
  readonly keep: string;
  readonly about: string;
  readonly risk: string;
  /** Each job that would be cut off, and whether there may be others; empty: none. Any of them takes an express yes. */
  readonly cutsOff: readonly string[];
  readonly check: string;
  readonly question: string;
}

type Question = Pick<RemedyConfirmationWords, 'title' | 'confirm' | 'keep'>;

/** The question names what would be done, and each of its buttons what it does. */
const stepQuestion = ({ kind, action, target }: RemedyStep): Question => {
  switch (kind) {
    case 'cancel-job': {
      const job = action?.kind === 'cancel-job' ? `print job ${action.jobId}` : target;
      return { title: `Delete ${job}?`, confirm: 'Delete job', keep: 'Keep it' };
    }
    case 'stop-program': {
      const program = action?.kind === 'stop-program' ? action.name : target;
      return { title: `Stop ${program}?`, confirm: 'Stop program', keep: 'Let it run' };
    }
    case 'restart-service':
      return { title: `Restart the service ${target}?`, confirm: 'Restart service', keep: 'Let it run' };
    case 'destroy-socket':
      return { title: 'Close this channel?', confirm: 'Close channel', keep: 'Keep it open' };
    case 'restart-device':
      return { title: 'Restart this device?', confirm: 'Restart device', keep: 'Let it run' };
    case 'soft-reset':
      return { title: 'Reset this printer?', confirm: 'Reset printer', keep: 'Let it run' };
    case 'power-cycle':
      return { title: 'Watch the printer being switched off and on?', confirm: 'Watch', keep: 'Not now' };
  }
};

export const remedyConfirmationWords = (
  step: RemedyStep,
  channel: string,
  device: string,
  cutOff: CutOff,
): RemedyConfirmationWords => {
  const { title, risk, check } = stepWords(step);
  const ask = stepQuestion(step);
  return {
    ...ask,
    about: `${title}. It is done for ${channel} of ${device}.`,
    risk,
    cutsOff: cutsOffWords(cutOff),
    check,
    question: step.kind === 'power-cycle' ? ask.title : `${title}?`,
  };
};

/** What the button of a step is called: what it does, to what. */
export const stepButton = ({ kind, action }: Pick<RemedyStep, 'kind' | 'action'>): string => {
  switch (kind) {
    case 'cancel-job':
      return action?.kind === 'cancel-job' ? `Delete print job ${action.jobId}…` : 'Delete the job…';
    case 'stop-program':
      return action?.kind === 'stop-program' ? `Stop ${action.name}…` : 'Stop the program…';
    case 'restart-service':
      return action?.kind === 'restart-service' ? `Restart service ${action.name}…` : 'Restart the service…';
    case 'destroy-socket':
      return 'Close channel…';
    case 'restart-device':
      return 'Restart device…';
    case 'soft-reset':
      return 'Soft reset…';
    case 'power-cycle':
      return 'Switch off and on…';
  }
};

export const remedyCliWords = { risk: 'Risk:', check: 'Check:' } as const;

export const remedyWindowWords = {
  overJob: (jobs: number): string =>
    jobs === 1 ? 'Cut off the job in progress' : `Cut off the ${jobs} jobs in progress`,
  overJobNeeded: 'Tick this to do it.',
  stopWaiting: 'Stop waiting',
  labels: { target: 'What', risk: 'Risk', check: 'Checked afterwards' },
  recorded: 'It is written to the audit trail before it is done, and its outcome afterwards.',
  byPerson:
    'Unjam cannot switch it off. It watches the device leave and come back, for five minutes each, and then looks for the socket.',
  notOffered: (because: string): string => `Not offered: ${because}.`,
  another: 'another step is being run on this device',
} as const;
