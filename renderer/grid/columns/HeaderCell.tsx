import { ArrowDown12Regular, ArrowUp12Regular } from '@fluentui/react-icons';
import type { KeyboardEvent, MouseEvent } from 'react';
import { columnsWords } from '#app/words/columns.ts';
import { columnHints, columnWords } from '#app/words/rows.ts';
import type { ColumnId } from '#app/words/rows.ts';
import { columnKind } from '../../state/column-facts.ts';
import { tableEvents } from '../../state/table-store.ts';
import { idOf } from './channel-columns.ts';
import type { ChannelColumn, ChannelHeader } from './channel-columns.ts';
import { headerKey } from './header-keys.ts';
import { ResizeHandle } from './ResizeHandle.tsx';
import { useColumnDrag } from './use-column-drag.ts';

interface Props {
  readonly header: ChannelHeader;
}

const onContextMenu =
  (id: ColumnId) =>
  (event: MouseEvent<HTMLElement>): void => {
    event.preventDefault();
    event.stopPropagation();
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    const isByMouse = event.button === 2;
    const [x, y] = isByMouse ? [event.clientX, event.clientY] : [left, bottom];
    tableEvents.userOpened({ kind: 'header-menu', id, x, y });
  };

const onKeyDown =
  (column: ChannelColumn) =>
  (event: KeyboardEvent): void => {
    if (!headerKey(column, event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

const ariaSort = { asc: 'ascending', desc: 'descending' } as const;

export const HeaderCell = ({ header }: Props) => {
  const { column } = header;
  const id = idOf(column);
  const { isDragged, handlers } = useColumnDrag(column);
  const sorted = column.getIsSorted();
  const isOneOfSeveral = sorted !== false && column.table.atoms.sorting.get().length > 1;
  return (
    <div
      className="header-cell"
      role="columnheader"
      aria-colindex={header.index + 1}
      aria-sort={sorted === false ? undefined : ariaSort[sorted]}
      data-column={id}
      data-kind={columnKind(id)}
      data-dragged={isDragged || undefined}
      onContextMenu={onContextMenu(id)}
      {...handlers}
    >
      <button
        type="button"
        id={headerId(id)}
        title={`${columnHints[id]}\n${columnsWords.headerKeys}`}
        onClick={column.getToggleSortingHandler()}
        onKeyDown={onKeyDown(column)}
      >
        <span>{columnWords[id]}</span>
        {sorted === 'asc' && <ArrowUp12Regular aria-hidden />}
        {sorted === 'desc' && <ArrowDown12Regular aria-hidden />}
        {isOneOfSeveral && (
          <small className="sort-place" aria-hidden>
            {column.getSortIndex() + 1}
          </small>
        )}
      </button>
      <ResizeHandle header={header} />
    </div>
  );
};

export const headerId = (id: ColumnId): string => `header:${id}`;
