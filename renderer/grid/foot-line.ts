import type { Problem } from './filter/query.ts';
import type { ShownRows } from './rows/shown-rows.ts';
import type { Sorting } from '../state/sorting.ts';
import { filterWords } from '#app/words/filter.ts';
import { columnWords, rowWords } from '#app/words/rows.ts';

const words = rowWords.foot;

const sortedWords = (sorting: Sorting): string =>
  words.sorted(
    sorting.map(({ id, desc }) => `${columnWords[id]}${desc ? words.descending : ''}`).join(words.then),
  );

/** How many rows there are, of how many, and in which order. */
export const rowCountLine = ({ rows, total }: ShownRows, sorting: Sorting): string =>
  `${rows.length === total ? words.all(total) : words.some(rows.length, total)}, ${sortedWords(sorting)}`;

/** Said while what is shown is not in the order that was asked for. */
export const staleLine = ({ isStale, added }: ShownRows): string | null => {
  if (!isStale) return null;
  return added === 0 ? words.held : `${words.held}: ${words.heldNew(added)}`;
};

export const problemWords = (problem: Problem): string => {
  switch (problem.kind) {
    case 'unknown-field':
      return filterWords.unknownField(problem.field, problem.suggestion);
    case 'no-value':
      return filterWords.noValue(problem.field);
    case 'not-a-number':
      return filterWords.notANumber(problem.field, problem.text);
    case 'not-a-duration':
      return filterWords.notADuration(problem.field, problem.text);
  }
};
