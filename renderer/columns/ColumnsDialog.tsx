import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { ArrowDown16Regular, ArrowUp16Regular } from '@fluentui/react-icons';
import type { KeyboardEvent } from 'react';
import { columnsWords } from '#app/words/columns.ts';
import { columnHints, columnWords } from '#app/words/rows.ts';
import type { ColumnId } from '#app/words/rows.ts';
import { focusGrid } from '../commands/focus.ts';
import { canHide } from './column-settings.ts';
import type { ColumnSetting } from './column-settings.ts';
import { tableEvents, useColumns } from './table-store.ts';

const words = columnsWords.dialog;

interface LineProps {
  readonly column: ColumnSetting;
  readonly all: readonly ColumnId[];
  readonly isLast: boolean;
}

const Line = ({ column: { id, shown }, all, isLast }: LineProps) => {
  const move = (step: -1 | 1) => tableEvents.userMovedColumnBy(id, all, step);
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
        checked={shown}
        disabled={isLast}
        onChange={(_event, { checked }) => tableEvents.userShowedColumn(id, checked === true)}
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
  const columns = useColumns();
  const all = columns.map(({ id }) => id);
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && leave()}>
      <DialogSurface className="columns-dialog">
        <DialogBody>
          <DialogTitle>{words.title}</DialogTitle>
          <DialogContent>
            <p className="quiet">{words.hint}</p>
            <ul className="column-choices" aria-label={words.list}>
              {columns.map((column) => (
                <Line
                  key={column.id}
                  column={column}
                  all={all}
                  isLast={column.shown && !canHide(columns, column.id)}
                />
              ))}
            </ul>
          </DialogContent>
          <DialogActions>
            <Button onClick={tableEvents.userResetColumns}>{words.reset}</Button>
            <Button appearance="primary" onClick={leave}>
              {words.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
