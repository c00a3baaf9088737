import { closedBy, endedSince } from '#app/operations/history.ts';
import type { Operation } from '#app/operations/operation.ts';
import type { SessionState } from '#app/session/state.ts';
import { faultWords } from '#app/words/faults.ts';
import { closeSummaryWords, mostOutcomesApart, outcomeWords } from '#app/words/outcomes.ts';
import { remedyOutcomeWords } from '#app/words/remedy-outcomes.ts';
import { channelWords } from '#app/words/status.ts';
import { verdictSentence } from '#app/words/verdict.ts';
import { scannedWords } from '#app/words/window.ts';

const spokenOf = ({ sentence, nextStep }: { sentence: string; nextStep: string | null }): string =>
  [sentence, nextStep].filter(Boolean).join(' ');

/** How an operation ended. What is measured, probed or tried is spoken where it is shown. */
const ended = (operation: Operation): string[] => {
  const { deviceName } = operation;
  if (operation.partOf !== null) return [];
  switch (operation.kind) {
    case 'close': {
      const teardowns = closedBy(operation);
      if (teardowns.length > mostOutcomesApart)
        return [spokenOf(closeSummaryWords(teardowns.map(({ outcome }) => outcome)))];
      return teardowns.map(({ outcome, service, hostSocket }) =>
        spokenOf(outcomeWords(outcome, channelWords(service, hostSocket))),
      );
    }
    case 'remedy': {
      const { outcome, step, target, service, hostSocket } = operation;
      if (outcome === null) return [];
      return [spokenOf(remedyOutcomeWords(outcome, step, target, channelWords(service, hostSocket)))];
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
  ...endedSince(before.operations, after.operations).flatMap(ended),
  ...(before.notices === after.notices ? [] : noticed(before, after)),
];
