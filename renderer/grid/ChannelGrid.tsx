import { useLayoutEffect, useMemo, useRef } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { rowWords } from '#app/words/rows.ts';
import { useChosenDevice, useFilter, viewEvents } from '../state/view-store.ts';
import { gridId } from '../ui/focus.ts';
import { ChannelRow } from './ChannelRow.tsx';
import { columnLayout, idOf } from './columns/channel-columns.ts';
import type { ChannelTable } from './columns/channel-columns.ts';
import { HeaderCell } from './columns/HeaderCell.tsx';
import { useColumnTable } from './columns/use-column-table.ts';
import { useFocusAttributes } from './focus-attributes.ts';
import { headerHeight } from './geometry.ts';
import type { Row } from './rows/row-list.ts';
import { onGridClick, onGridContextMenu, onGridDoubleClick, onGridKeyDown, rowId } from './grid-events.ts';
import { holdingRows } from './hold-rows.ts';
import type { ShownRows } from './rows/shown-rows.ts';
import { useRowWindow } from './use-row-window.ts';

/** Column names that sort. */
const GridHeader = ({ table }: { readonly table: ChannelTable }) => {
  const arrows = useFocusAttributes(({ header }) => header);
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

/** The row that matters most: the worst, and of several the first. */
const worstOf = (rows: readonly Row[]): string | null => {
  let worst: string | null = null;
  let least = Infinity;
  for (const { key, rank } of rows) {
    if (rank < least) [worst, least] = [key, rank];
    if (least === 0) break;
  }
  return worst ?? rows[0]?.key ?? null;
};

interface Props {
  readonly shown: ShownRows;
  /** What is said in the place of rows. */
  readonly children: ReactNode;
}

/**
 * The grid itself has the focus and names its active row: rows come, leave and scroll away, and the keyboard
 * never loses its place.
 */
export const ChannelGrid = ({ shown: { rows, order }, children }: Props) => {
  const scroller = useRef<HTMLDivElement>(null);
  const chosen = useChosenDevice();
  const filter = useFilter();
  const table = useColumnTable(chosen);
  const columns = table.getVisibleLeafColumns();
  const columnIds = useMemo(() => columns.map(idOf), [columns]);
  useLayoutEffect(() => viewEvents.rowsOrdered(order, () => worstOf(rows)), [order, rows, chosen, filter]);
  const { virtualizer, activeKey } = useRowWindow(order, scroller);
  const { tracks, leastWidth } = columnLayout(table, table.state.columnSizing);
  const rowsHeight = headerHeight + virtualizer.getTotalSize();
  const style = {
    '--columns': tracks,
    '--columns-least': leastWidth,
    '--rows-height': `${rowsHeight}px`,
  } as CSSProperties;
  return (
    <div className="rows" style={style}>
      <div
        className="grid"
        id={gridId}
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-activedescendant={activeKey === null ? undefined : rowId(activeKey)}
        aria-colcount={table.getAllLeafColumns().length}
        aria-label={rowWords.gridName}
        aria-multiselectable
        aria-rowcount={order.length + 1}
        onClick={onGridClick}
        onContextMenu={onGridContextMenu}
        onDoubleClick={onGridDoubleClick}
        onKeyDown={onGridKeyDown}
        {...useFocusAttributes(({ list }) => list)}
      >
        <GridHeader table={table} />
        <div
          className="grid-body"
          role="rowgroup"
          style={{ height: virtualizer.getTotalSize() }}
          {...holdingRows}
        >
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return (
              row !== undefined && (
                <ChannelRow
                  key={row.key}
                  row={row}
                  device={row.device}
                  columnIds={columnIds}
                  index={index}
                  top={start - headerHeight}
                />
              )
            );
          })}
        </div>
      </div>
      {children}
    </div>
  );
};
