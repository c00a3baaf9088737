import { ArrowDown12Regular, ArrowUp12Regular } from '@fluentui/react-icons';
import type { KeyboardEvent, MouseEvent } from 'react';
import { columnHints, columnWords } from '#app/words/rows.ts';
import type { ColumnId } from '#app/words/rows.ts';
import { columnsWords } from '#app/words/columns.ts';
import { columnKind } from '../rows/column-facts.ts';
import { useSorting } from '../view/view-store.ts';
import { headerKey, sortBy } from './header-keys.ts';
import { ResizeHandle } from './ResizeHandle.tsx';
import { tableEvents } from './table-store.ts';
import { useColumnDrag } from './use-column-drag.ts';

interface Props {
  readonly id: ColumnId;
  readonly visible: readonly ColumnId[];
  readonly index: number;
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
  (id: ColumnId, visible: readonly ColumnId[]) =>
  (event: KeyboardEvent): void => {
    if (!headerKey(id, visible, event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

export const HeaderCell = ({ id, visible, index }: Props) => {
  const sorting = useSorting();
  const { isDragged, handlers } = useColumnDrag(id);
  const place = sorting.findIndex((by) => by.id === id);
  const by = sorting[place];
  return (
    <div
      className="header-cell"
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={by === undefined ? undefined : by.desc ? 'descending' : 'ascending'}
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
        onClick={(event) => sortBy(id, event.shiftKey)}
        onKeyDown={onKeyDown(id, visible)}
      >
        <span>{columnWords[id]}</span>
        {by?.desc === false && <ArrowUp12Regular aria-hidden />}
        {by?.desc === true && <ArrowDown12Regular aria-hidden />}
        {by !== undefined && sorting.length > 1 && (
          <small className="sort-place" aria-hidden>
            {place + 1}
          </small>
        )}
      </button>
      <ResizeHandle id={id} />
    </div>
  );
};

export const headerId = (id: ColumnId): string => `header:${id}`;
