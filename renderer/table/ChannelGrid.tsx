import { useRestoreFocusTarget } from '@fluentui/react-components';
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { CSSProperties } from 'react';
import { windowWords } from '#app/words/window.ts';
import { gridId } from '../commands/focus.ts';
import { columnLayout } from '../rows/columns.ts';
import type { ColumnId } from '../rows/columns.ts';
import type { Row } from '../rows/rows.ts';
import { viewEvents } from '../view/view-store.ts';
import { ChannelRow } from './ChannelRow.tsx';
import { onGridClick, onGridContextMenu, onGridDoubleClick, onGridKeyDown, rowId } from './grid-events.ts';
import { headerHeight } from './geometry.ts';
import { GridHeader } from './GridHeader.tsx';
import { useChannelTable } from './use-channel-table.ts';
import { useRowWindow } from './use-row-window.ts';

interface Props {
  readonly rows: Row[];
  readonly hasDeviceColumn: boolean;
}

/**
 * The grid itself has the focus and names its active row: rows come, leave and scroll away, and the keyboard
 * never loses its place.
 */
export const ChannelGrid = ({ rows, hasDeviceColumn }: Props) => {
  const scroller = useRef<HTMLDivElement>(null);
  const table = useChannelTable(rows, hasDeviceColumn);
  const ordered = table.getRowModel().rows;
  const order = useMemo(() => ordered.map((row) => row.id), [ordered]);
  useLayoutEffect(() => viewEvents.rowsOrdered(order), [order]);
  const { virtualizer, activeKey } = useRowWindow(order, scroller);
  const columnIds = table.getVisibleLeafColumns().map((column) => column.id as ColumnId);
  const { tracks, leastWidth } = columnLayout(columnIds);
  const columns = { '--columns': tracks, '--columns-least': leastWidth } as CSSProperties;
  return (
    <div
      className="grid"
      id={gridId}
      ref={scroller}
      role="grid"
      tabIndex={0}
      style={columns}
      aria-activedescendant={activeKey === null ? undefined : rowId(activeKey)}
      aria-label={windowWords.grid.name}
      aria-multiselectable
      aria-rowcount={order.length + 1}
      onClick={onGridClick}
      onContextMenu={onGridContextMenu}
      onDoubleClick={onGridDoubleClick}
      onKeyDown={onGridKeyDown}
      {...useRestoreFocusTarget()}
    >
      <GridHeader table={table} />
      <div className="grid-body" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = ordered[index];
          return (
            row !== undefined && (
              <ChannelRow
                key={row.id}
                row={row.original}
                columnIds={columnIds}
                index={index}
                top={start - headerHeight}
              />
            )
          );
        })}
      </div>
    </div>
  );
};
