import { useArrowNavigationGroup } from '@fluentui/react-components';
import { ArrowDown12Regular, ArrowUp12Regular } from '@fluentui/react-icons';
import { windowWords } from '#app/words/window.ts';
import type { ColumnId } from '../rows/columns.ts';
import type { ChannelTable } from './use-channel-table.ts';

interface Props {
  readonly table: ChannelTable;
}

const sortNames = { asc: 'ascending', desc: 'descending' } as const;

/** Column names that sort, as one stop of the Tab key. Shift adds a second order. */
export const GridHeader = ({ table }: Props) => {
  const arrows = useArrowNavigationGroup({ axis: 'horizontal', memorizeCurrent: true });
  return (
    <div className="grid-header" role="rowgroup">
      {table.getHeaderGroups().map((group) => (
        <div className="grid-row" role="row" aria-rowindex={1} key={group.id} {...arrows}>
          {group.headers.map((header) => {
            const sorted = header.column.getIsSorted();
            const id = header.column.id as ColumnId;
            return (
              <div
                className="header-cell"
                role="columnheader"
                key={id}
                aria-sort={sorted === false ? undefined : sortNames[sorted]}
              >
                <button
                  type="button"
                  title={windowWords.grid.columnHints[id]}
                  onClick={header.column.getToggleSortingHandler()}
                >
                  <span>{windowWords.grid.columns[id]}</span>
                  {sorted === 'asc' && <ArrowUp12Regular aria-hidden />}
                  {sorted === 'desc' && <ArrowDown12Regular aria-hidden />}
                </button>
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
};
