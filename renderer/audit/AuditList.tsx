import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { CSSProperties, KeyboardEvent, MouseEvent } from 'react';
import type { AuditEntry } from '#app/audit/entries.ts';
import { auditWords as words } from '#app/words/audit.ts';
import { headerHeight, rowHeight } from '../grid/geometry.ts';
import { pickOf, stepsOf, walkOf } from '../ui/list-keys.ts';
import { AuditRow } from './AuditRow.tsx';
import { columnTracks, shownColumns } from './shown-columns.ts';
import type { ListCursor } from './use-list-cursor.ts';

interface Props {
  readonly entries: readonly AuditEntry[];
  readonly list: ListCursor;
  readonly onCopy: () => void;
}

const auditListId = 'audit-list';
const rowId = (key: string): string => `audit-row ${key}`;
const columns = { '--columns': columnTracks, '--columns-least': '57rem' } as CSSProperties;

const header = (
  <div className="grid-header" role="rowgroup">
    <div className="grid-row" role="row" aria-rowindex={1}>
      {shownColumns.map((column) => (
        <div className="cell header-text" role="columnheader" key={column}>
          {words.columns[column]}
        </div>
      ))}
    </div>
  </div>
);

const pageOfRows = 12;

const run = (event: KeyboardEvent, list: ListCursor, copy: () => void): boolean => {
  const by = stepsOf(event.key, pageOfRows);
  const { focused } = list.cursor;
  if (by !== null) list.moveBy(by, walkOf(event));
  else if (event.key === ' ' && focused !== null) list.moveTo(focused, pickOf(event));
  else if (event.ctrlKey && event.key.toLowerCase() === 'a') list.selectAll();
  else if (event.ctrlKey && event.key.toLowerCase() === 'c') copy();
  else return false;
  return true;
};

/** Keys of a Windows list. */
const onListKey = (event: KeyboardEvent, list: ListCursor, copy: () => void): void => {
  if (!event.altKey && run(event, list, copy)) event.preventDefault();
};

/** Like the list of channels: the list has the focus and names its active row. */
export const AuditList = ({ entries, list, onCopy }: Props) => {
  const scroller = useRef<HTMLDivElement>(null);
  const { focused, selected } = list.cursor;
  const focusedIndex = entries.findIndex(({ key }) => key === focused);
  // No compiler memoizes this component, and nothing memoized takes the virtualizer.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => entries[index]?.key ?? index,
    overscan: 8,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
  });
  useEffect(() => {
    if (focusedIndex !== -1) virtualizer.scrollToIndex(focusedIndex, { align: 'auto' });
    // Only a move of the focus scrolls; entries that come do not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [focused]);
  const items = virtualizer.getVirtualItems();
  const isFocusedDrawn = items.some(({ index }) => index === focusedIndex);
  const onClick = (event: MouseEvent): void => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-key]') : null;
    const key = row?.dataset['key'];
    if (key === undefined) return;
    list.moveTo(key, pickOf(event));
  };
  return (
    <div
      className="grid"
      id={auditListId}
      ref={scroller}
      role="grid"
      tabIndex={0}
      style={columns}
      aria-activedescendant={focused !== null && isFocusedDrawn ? rowId(focused) : undefined}
      aria-label={words.list}
      aria-multiselectable
      aria-rowcount={entries.length + 1}
      onClick={onClick}
      onKeyDown={(event) => onListKey(event, list, onCopy)}
    >
      {header}
      <div className="grid-body" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const entry = entries[index];
          return (
            entry !== undefined && (
              <AuditRow
                key={entry.key}
                entry={entry}
                id={rowId(entry.key)}
                index={index}
                top={start - headerHeight}
                isFocused={entry.key === focused}
                isSelected={selected.has(entry.key)}
              />
            )
          );
        })}
      </div>
    </div>
  );
};
