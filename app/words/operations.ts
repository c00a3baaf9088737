import type { Operation, OperationOf } from '../operations/operation.ts';
import type { Fault } from '../faults/fault.ts';
import { profileWords } from './environment.ts';
import { faultWords } from './faults.ts';
import { trialReportWords } from './trial.ts';
import { verdictSentence } from './verdict.ts';
import { scanReportWords } from './window.ts';

/** What every operation may show while it runs. */
export const operationWords = {
  noOutcome: 'no outcome',
  probed: 'done',
  waiting: 'Waiting: another operation has the device…',
} as const;

type Other = Exclude<Operation, OperationOf<'close'> | OperationOf<'remedy'>>;

const titles: Readonly<Record<Other['kind'], string>> = {
  scan: 'Scan sockets',
  measure: 'Measure driver',
  probe: 'Probe services',
  trial: 'Try a channel',
  find: 'Find what is stuck',
};

type Reported = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly fault: Fault } | null;

const ended = <T extends Reported>(
  outcome: T,
  words: (done: Extract<T, { kind: 'done' }>) => string,
): string => {
  if (outcome === null) return operationWords.noOutcome;
  return outcome.kind === 'failed'
    ? faultWords(outcome.fault).title
    : words(outcome as Extract<T, { kind: 'done' }>);
};

const endOf = (operation: Other): string => {
  switch (operation.kind) {
    case 'scan':
      return ended(operation.outcome, ({ report }) => scanReportWords(report));
    case 'measure':
      return ended(operation.outcome, ({ report }) => profileWords(report.profile));
    case 'probe':
      return ended(operation.outcome, () => operationWords.probed);
    case 'trial':
      return ended(operation.outcome, ({ report }) => trialReportWords(report).replace(/\.$/, ''));
    case 'find':
      return ended(operation.outcome, ({ report }) => verdictSentence(report).replace(/\.$/, ''));
  }
};

/** "Scan sockets: 3 sockets exist", without a full stop. */
export const operationLine = (operation: Other): string => `${titles[operation.kind]}: ${endOf(operation)}`;
