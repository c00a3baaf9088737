import { columnWords, rowWords } from '#app/words/rows.ts';
import type { ColumnId } from '#app/words/rows.ts';
import { columnFacts, columnKind } from '../../state/column-facts.ts';
import type { Subject } from '../../state/column-facts.ts';
import { termFor } from './terms.ts';

/** What the filter can make of one cell. */
export interface CellFilter {
  readonly id: ColumnId;
  readonly column: string;
  /** Whether the cell says anything. */
  readonly isKnown: boolean;
  /** As a menu shows it. */
  readonly value: string;
  /** The term that shows only such rows, and the one that hides them. */
  readonly only: string;
  readonly hide: string;
}

const longest = 40;
const shortened = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

const cellFilter = (id: ColumnId, subject: Subject): CellFilter => {
  const { value } = columnFacts[id](subject);
  const text = value === null ? null : String(value);
  return {
    id,
    column: columnWords[id],
    isKnown: text !== null,
    value: text === null ? rowWords.unknownHint : shortened(text),
    only: termFor(id, text, false),
    hide: termFor(id, text, true),
  };
};

const isTime = (id: ColumnId): boolean => columnKind(id) === 'ago' || columnKind(id) === 'time';

/** For the cells of a row, the one that was pointed at first. Every row has a time of its own: those are left out. */
export const cellFilters = (
  subject: Subject,
  columnIds: readonly ColumnId[],
  pointedAt: ColumnId | null,
): CellFilter[] => {
  const ids = columnIds.filter((id) => !isTime(id));
  const first = ids.filter((id) => id === pointedAt);
  return [...first, ...ids.filter((id) => id !== pointedAt)].map((id) => cellFilter(id, subject));
};
