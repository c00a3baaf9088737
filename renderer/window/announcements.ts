import { closedBy, endedSince } from '#app/operations/history.ts';
import type { Operation } from '#app/operations/operation.ts';
import type { RemedyOutcome } from '#app/remedy/outcome.ts';
import type { SessionState } from '#app/session/state.ts';
import type { Outcome } from '#app/teardown/outcome.ts';
import { adviceAfter } from '#app/words/advice.ts';
import { faultWords } from '#app/words/faults.ts';
import { closeSummaryWords, mostOutcomesApart, outcomeWords } from '#app/words/outcomes.ts';
import { remedyOutcomeWords } from '#app/words/remedy-outcomes.ts';
import { channelWords } from '#app/words/status.ts';
import { verdictSentence } from '#app/words/verdict.ts';
import { scannedWords } from '#app/words/window.ts';
import { channelIn } from '../state/shelves.ts';

/** A sentence, and what follows from it by what was done already. */
const spoken = (
  sentence: string,
  outcome: Outcome | RemedyOutcome,
  key: string | null,
  after: SessionState,
): string =>
  `${sentence} ${adviceAfter(outcome, key === null ? null : (channelIn(after, key) ?? null), after)}`;

/** How an operation ended. What is measured, probed or tried is spoken where it is shown. */
const ended = (operation: Operation, after: SessionState): string[] => {
  const { deviceName } = operation;
  if (operation.partOf !== null) return [];
  switch (operation.kind) {
    case 'close': {
      const teardowns = closedBy(operation);
      if (teardowns.length > mostOutcomesApart) {
        const { sentence, nextStep } = closeSummaryWords(teardowns.map(({ outcome }) => outcome));
        return [[sentence, nextStep].filter(Boolean).join(' ')];
      }
      return teardowns.map(({ outcome, key, service, hostSocket }) =>
        spoken(outcomeWords(outcome, channelWords(service, hostSocket)).sentence, outcome, key, after),
      );
    }
    case 'remedy': {
      const { outcome, channelKey, step, target, service, hostSocket } = operation;
      if (outcome === null) return [];
      const { sentence } = remedyOutcomeWords(outcome, step, target, channelWords(service, hostSocket));
      return [spoken(sentence, outcome, channelKey, after)];
    }
    case 'scan':
      if (operation.outcome === null) return [];
      return operation.outcome.kind === 'done'
        ? [scannedWords(deviceName, operation.outcome.report)]
        : [`${deviceName}: ${faultWords(operation.outcome.fault).title}.`];
    case 'find':
      return operation.outcome?.kind === 'done' ? [verdictSentence(operation.outcome.report)] : [];
    case 'measure':
    case 'probe':
    case 'trial':
      return [];
  }
};

const noticed = (before: SessionState, after: SessionState): string[] =>
  Object.entries(after.notices).flatMap(([id, { fault }]) => {
    const { title, nextStep } = faultWords(fault);
    return before.notices[id] === undefined ? [`${title}. ${nextStep}`] : [];
  });

/** What a screen reader should hear of a change: outcomes of what a person did, and notices; nothing else. */
export const announcements = (before: SessionState, after: SessionState): string[] => [
  ...endedSince(before.operations, after.operations).flatMap((operation) => ended(operation, after)),
  ...(before.notices === after.notices ? [] : noticed(before, after)),
];
