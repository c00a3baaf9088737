import { memo } from 'react';
import type { ColumnId } from '#app/words/rows.ts';
import type { DeviceFacts } from '../state/device-facts.ts';
import { isStruckThrough, rowState } from '../state/row-state.ts';
import { useChannel } from '../state/session-store.ts';
import { useIsFocused, useIsSelected } from '../state/view-store.ts';
import { Cell } from './cells.tsx';
import { rowId } from './grid-events.ts';
import type { Row } from './rows/row-list.ts';
import { useRowMark } from './rows/use-row-mark.ts';

interface Props {
  readonly row: Row;
  readonly device: DeviceFacts;
  readonly columnIds: readonly ColumnId[];
  readonly index: number;
  readonly top: number;
}

/** A row listens to its own channel only; one that has left meanwhile shows what was last known of it. */
const LiveRow = ({ row, device, columnIds, index, top }: Props) => {
  const live = useChannel(row.key);
  const channel = live ?? row.lastKnown;
  const isFocused = useIsFocused(row.key);
  const isSelected = useIsSelected(row.key);
  const state = live === null && !isStruckThrough(rowState(channel)) ? 'gone' : rowState(channel);
  const isGone = isStruckThrough(state);
  const recent = useRowMark(row.key);
  const mark = isGone ? 'closed' : recent;
  const subject = { channel, device };
  return (
    <div
      className="grid-row channel-row"
      role="row"
      id={rowId(row.key)}
      style={{ transform: `translateY(${top}px)` }}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-focused={isFocused || undefined}
      data-gone={isGone || undefined}
      data-key={row.key}
      data-mark={mark ?? undefined}
      data-state={state}
    >
      {columnIds.map((id) => (
        <Cell key={id} id={id} subject={subject} state={state} mark={mark} />
      ))}
    </div>
  );
};

/** Of the row itself only its key matters: it shows its channel live, and its device comes apart. */
const looksSame = (a: Props, b: Props): boolean =>
  a.row.key === b.row.key &&
  a.device === b.device &&
  a.columnIds === b.columnIds &&
  a.index === b.index &&
  a.top === b.top;

export const ChannelRow = memo(LiveRow, looksSame);
