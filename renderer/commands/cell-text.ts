import type { ColumnId } from '#app/words/rows.ts';
import { rowWords } from '#app/words/rows.ts';
import { columnFacts, columnKind, emptyWhenNull } from '../state/column-facts.ts';
import type { Subject } from '../state/column-facts.ts';

/** A column as text with its marks, as the table shows it; a time is a moment, for "3 min" grows old in a file. */
export const cellText = (id: ColumnId, subject: Subject, stamp: (at: number) => string): string => {
  const { value, confidence, at } = columnFacts[id](subject);
  if (value === null) return emptyWhenNull.has(id) ? '' : rowWords.unknown;
  const kind = columnKind(id);
  if (kind === 'ago' && at !== null) return stamp(at);
  if (kind === 'time' && typeof value === 'number') return stamp(value);
  return confidence === 'inferred' ? `${value} ${rowWords.inferredMark}` : String(value);
};
