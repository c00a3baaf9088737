import { useArrowNavigationGroup } from '@fluentui/react-components';
import type { ChannelTable } from './columns/channel-columns.ts';
import { HeaderCell } from './columns/HeaderCell.tsx';

interface Props {
  readonly table: ChannelTable;
}

/** Column names that sort, as one stop of the Tab key. */
export const GridHeader = ({ table }: Props) => {
  const arrows = useArrowNavigationGroup({ axis: 'horizontal', memorizeCurrent: true });
  return (
    <div className="grid-header" role="rowgroup">
      <div className="grid-row" role="row" aria-rowindex={1} {...arrows}>
        {table.getLeafHeaders().map((header) => (
          <HeaderCell key={header.id} header={header} />
        ))}
      </div>
    </div>
  );
};
