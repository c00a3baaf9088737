import { Button, Checkbox } from '@fluentui/react-components';
import { ArrowDown16Regular, ArrowUp16Regular } from '@fluentui/react-icons';
import type { KeyboardEvent } from 'react';
import { columnsWords } from '#app/words/columns.ts';
import { columnHints, columnWords } from '#app/words/rows.ts';
import { tableEvents } from '../../state/table-store.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { focusGrid } from '../../ui/focus.ts';
import { idOf } from './channel-columns.ts';
import type { ChannelColumn } from './channel-columns.ts';
import { movedBy } from './column-order.ts';
import { useColumnTable } from './use-column-table.ts';

const words = columnsWords.dialog;

interface LineProps {
  readonly column: ChannelColumn;
  readonly all: readonly string[];
  readonly isLast: boolean;
}

const Line = ({ column, all, isLast }: LineProps) => {
  const id = idOf(column);
  const move = (step: -1 | 1) => column.table.setColumnOrder((order) => movedBy(order, all, id, step));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(event.key === 'ArrowUp' ? -1 : 1);
  };
  const name = columnWords[id];
  return (
    <li className="column-choice" onKeyDown={onKeyDown}>
      <Checkbox
        label={name}
        title={columnHints[id]}
        checked={column.getIsVisible()}
        disabled={isLast}
        onChange={(_event, { checked }) => column.toggleVisibility(checked === true)}
      />
      <Button
        appearance="subtle"
        size="small"
        icon={<ArrowUp16Regular />}
        aria-label={words.upOf(name)}
        title={words.up}
        disabledFocusable={all[0] === id}
        onClick={() => move(-1)}
      />
      <Button
        appearance="subtle"
        size="small"
        icon={<ArrowDown16Regular />}
        aria-label={words.downOf(name)}
        title={words.down}
        disabledFocusable={all.at(-1) === id}
        onClick={() => move(1)}
      />
    </li>
  );
};

const leave = (): void => {
  tableEvents.userLeftOverlay();
  focusGrid();
};

/** Which columns there are, and in which order; every change shows in the table at once. */
export const ColumnsDialog = () => {
  const table = useColumnTable(null);
  const columns = table.getAllLeafColumns();
  const shown = table.getVisibleLeafColumns();
  const all = columns.map(({ id }) => id);
  return (
    <DialogFrame
      kind="tool"
      title={words.title}
      actions={<Button onClick={tableEvents.userResetColumns}>{words.reset}</Button>}
      leaveLabel={words.close}
      onLeave={leave}
    >
      <p className="quiet">{words.hint}</p>
      <ul className="column-choices" aria-label={words.list}>
        {columns.map((column) => (
          <Line
            key={column.id}
            column={column}
            all={all}
            isLast={shown.length === 1 && shown[0] === column}
          />
        ))}
      </ul>
    </DialogFrame>
  );
};
