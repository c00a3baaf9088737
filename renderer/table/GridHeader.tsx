import { useArrowNavigationGroup } from '@fluentui/react-components';
import type { ColumnSettings } from '../columns/column-settings.ts';
import { HeaderCell } from '../columns/HeaderCell.tsx';

interface Props {
  readonly columns: ColumnSettings;
}

/** Column names that sort, as one stop of the Tab key. */
export const GridHeader = ({ columns }: Props) => {
  const arrows = useArrowNavigationGroup({ axis: 'horizontal', memorizeCurrent: true });
  const visible = columns.map(({ id }) => id);
  return (
    <div className="grid-header" role="rowgroup">
      <div className="grid-row" role="row" aria-rowindex={1} {...arrows}>
        {visible.map((id, index) => (
          <HeaderCell key={id} id={id} index={index} visible={visible} />
        ))}
      </div>
    </div>
  );
};
