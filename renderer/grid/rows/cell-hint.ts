import type { Fact } from '#app/evidence/fact.ts';
import { confidenceWords, sourceWords } from '#app/words/evidence.ts';
import { visible } from '#app/words/foreign-text.ts';
import { columnWords, rowStateHints, rowWords } from '#app/words/rows.ts';
import type { ColumnId, RowStateName } from '#app/words/rows.ts';
import { columnFacts, columnKind } from '../../state/column-facts.ts';
import type { Subject } from '../../state/column-facts.ts';
import { outcomeOf } from '../../state/row-state.ts';
import { dateAndTimeOf } from '../../ui/times.ts';

/** How sure, from which source, as of when; nothing for what is plain. */
const howKnown = ({ confidence, source, at }: Fact<unknown>): string | null => {
  const parts = [
    source === null ? null : confidenceWords[confidence],
    source === null ? null : sourceWords[source],
    at === null ? null : dateAndTimeOf(at),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
};

/** The tooltip of a cell: all of its text, which may be cut off, and how it is known. */
export const cellHint = (id: ColumnId, subject: Subject, state: RowStateName): string => {
  const fact = columnFacts[id](subject);
  if (id === 'state') return rowStateHints[state];
  if (id === 'outcome') return visible(outcomeOf(subject.channel)?.sentence ?? rowWords.noOutcomeHint);
  if (fact.value === null) return `${columnWords[id]}: ${rowWords.unknownHint}`;
  if (columnKind(id) === 'ago') return fact.at === null ? '' : dateAndTimeOf(fact.at);
  const isTime = columnKind(id) === 'time' && typeof fact.value === 'number';
  const text = isTime ? dateAndTimeOf(fact.value) : visible(String(fact.value));
  return [text, howKnown(fact)].filter(Boolean).join('\n');
};
