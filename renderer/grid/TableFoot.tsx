import { PauseCircle16Regular } from '@fluentui/react-icons';
import { columnWords, rowWords } from '#app/words/rows.ts';
import type { Sorting } from '../state/sorting.ts';
import { useSorting } from '../state/view-store.ts';
import type { ShownRows } from './rows/shown-rows.ts';

const words = rowWords.foot;

const sortedWords = (sorting: Sorting): string =>
  words.sorted(
    sorting.map(({ id, desc }) => `${columnWords[id]}${desc ? words.descending : ''}`).join(words.then),
  );

/** How many rows there are, of how many, and in which order. */
const rowCountLine = ({ rows, total }: ShownRows, sorting: Sorting): string =>
  `${rows.length === total ? words.all(total) : words.some(rows.length, total)}, ${sortedWords(sorting)}`;

/** Said while what is shown is not in the order that was asked for. */
const staleLine = ({ isStale, added }: ShownRows): string | null => {
  if (!isStale) return null;
  return added === 0 ? words.held : `${words.held}: ${words.heldNew(added)}`;
};

interface Props {
  readonly shown: ShownRows;
}

/** How many rows, in which order, and whether they hold still for the pointer. */
export const TableFoot = ({ shown }: Props) => {
  const stale = staleLine(shown);
  return (
    <p className="table-foot" aria-label={words.name}>
      <span>{rowCountLine(shown, useSorting())}</span>
      {stale !== null && (
        <span className="held-rows">
          <PauseCircle16Regular aria-hidden />
          {stale}
        </span>
      )}
    </p>
  );
};
