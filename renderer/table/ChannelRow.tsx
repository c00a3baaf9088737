import { memo } from 'react';
import type { ColumnId } from '../rows/columns.ts';
import { isStruckThrough, rowState } from '../rows/row-state.ts';
import type { Row } from '../rows/rows.ts';
import { useChannel } from '../session/session-store.ts';
import { useIsFocused, useIsSelected } from '../view/view-store.ts';
import { cells } from './cells.tsx';
import { rowId } from './grid-events.ts';

interface Props {
  readonly row: Row;
  readonly columnIds: readonly ColumnId[];
  readonly index: number;
  readonly top: number;
}

/** A row listens to its own channel only; one that has left meanwhile shows what was last known of it. */
const LiveRow = ({ row, columnIds, index, top }: Props) => {
  const live = useChannel(row.key);
  const channel = live ?? row.lastKnown;
  const isFocused = useIsFocused(row.key);
  const isSelected = useIsSelected(row.key);
  const state = live === null && !isStruckThrough(rowState(channel)) ? 'gone' : rowState(channel);
  return (
    <div
      className="grid-row channel-row"
      role="row"
      id={rowId(row.key)}
      style={{ transform: `translateY(${top}px)` }}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-focused={isFocused || undefined}
      data-gone={isStruckThrough(state) || undefined}
      data-key={row.key}
      data-state={state}
    >
      {columnIds.map((id) => {
        const Cell = cells[id];
        return <Cell key={id} channel={channel} state={state} deviceName={row.deviceName} />;
      })}
    </div>
  );
};

const sameRow = (a: Props, b: Props): boolean =>
  a.row.key === b.row.key &&
  a.row.deviceName === b.row.deviceName &&
  a.index === b.index &&
  a.top === b.top &&
  a.columnIds.join() === b.columnIds.join();

export const ChannelRow = memo(LiveRow, sameRow);
