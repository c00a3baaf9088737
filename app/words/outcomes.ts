import type { Fault } from '../faults/fault.ts';
import type { Outcome } from '../teardown/outcome.ts';
import { faultSentence, faultWords, profileReasonWords } from './faults.ts';
import { restartOrSwitch } from './off-and-on.ts';
import { statusWords } from './status.ts';

export interface OutcomeWords {
  /** For a cell: one or two words. */
  readonly label: string;
  readonly sentence: string;
  readonly nextStep: string | null;
}

const recheckReason = (because: Extract<Outcome, { kind: 'unconfirmed' }>['because']): string =>
  because === 'recheck-unclear' ? 'the later check gave no clear answer' : profileReasonWords(because);

const failedLabels: Partial<Readonly<Record<Fault['kind'], string>>> = {
  refused: 'Refused',
  stopped: 'Not sent',
  'not-sent': 'Not sent',
};

/** Never claims more than was observed. `channel` names it, as channelWords does. */
export const outcomeWords = (outcome: Outcome, channel: string): OutcomeWords => {
  switch (outcome.kind) {
    case 'freed':
      return {
        label: 'Freed',
        sentence: `Freed: ${channel}. The driver answered ${statusWords(outcome.ntstatus)} to IOCTL_DOT4_DESTROY_SOCKET, and a later check shows that it is gone.`,
        nextStep: null,
      };
    case 'already-gone':
      return {
        label: 'Already gone',
        sentence:
          outcome.told === 'by-probe'
            ? `Already gone: ${channel}. A look just before the request found no such socket (${statusWords(outcome.ntstatus)}); nothing was sent.`
            : `Already gone: ${channel}. The driver answered ${statusWords(outcome.ntstatus)}, its status for a socket that does not exist.`,
        nextStep: `If the printer still does not work, the cause is elsewhere: ${restartOrSwitch}.`,
      };
    case 'unconfirmed':
      return {
        label: 'Unconfirmed',
        sentence: `Unconfirmed: ${channel}. The driver answered ${statusWords(outcome.ntstatus)} to IOCTL_DOT4_DESTROY_SOCKET, but nothing could be re-checked: ${recheckReason(outcome.because)}.`,
        nextStep: 'Try the scan or print again: that tells whether it worked.',
      };
    case 'failed': {
      const { fault } = outcome;
      const label = failedLabels[fault.kind] ?? 'Failed';
      return {
        label,
        sentence: `${label}: ${channel}. ${faultSentence(fault)}`,
        nextStep: faultWords(fault).nextStep,
      };
    }
  }
};

/** Of more channels than these, their outcomes are reported in one sentence. */
export const mostOutcomesApart = 3;

/** Of a close of many channels: how many ended in which way. */
export const closeSummaryWords = (outcomes: readonly Outcome[]): Omit<OutcomeWords, 'label'> => {
  const ends = outcomes.map((outcome) => outcomeWords(outcome, ''));
  const labels = [...new Set(ends.map(({ label }) => label))];
  const counts = labels.map(
    (label) => `${ends.filter((end) => end.label === label).length} ${label.toLowerCase()}`,
  );
  const next = [...new Set(ends.flatMap(({ nextStep }) => nextStep ?? []))];
  return {
    sentence: `${outcomes.length} channels: ${counts.join(', ')}.`,
    nextStep: next.length > 1 ? 'Choose a channel in the table to see its outcome.' : (next[0] ?? null),
  };
};
