import { PauseCircle16Regular } from '@fluentui/react-icons';
import { rowWords } from '#app/words/rows.ts';
import { rowCountLine, staleLine } from './foot-line.ts';
import type { ShownRows } from './rows/shown-rows.ts';
import { useSorting } from '../state/view-store.ts';

interface Props {
  readonly shown: ShownRows;
}

/** How many rows, in which order, and whether they hold still for the pointer. */
export const TableFoot = ({ shown }: Props) => {
  const stale = staleLine(shown);
  return (
    <p className="table-foot" aria-label={rowWords.foot.name}>
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
