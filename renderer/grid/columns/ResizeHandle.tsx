import type { MouseEvent, PointerEvent } from 'react';
import { columnsWords } from '#app/words/columns.ts';
import type { ChannelHeader } from './channel-columns.ts';
import { fitColumn, keepWidths } from './column-widths.ts';

interface Props {
  readonly header: ChannelHeader;
}

/** For mouse and finger; by keyboard a header is sized with Alt+arrows. */
export const ResizeHandle = ({ header }: Props) => {
  const resize = header.getResizeHandler();
  /** Comes before mousedown and touchstart: the drag begins with widths that are known. */
  const onPointerDown = (event: PointerEvent): void => {
    event.stopPropagation();
    if (event.button === 0) keepWidths(header.column.table);
  };
  const onMouseDown = (event: MouseEvent): void => {
    if (event.button === 0) resize(event);
  };
  return (
    <span
      className="resize-handle"
      aria-hidden
      title={columnsWords.handleHint}
      data-active={header.column.getIsResizing() || undefined}
      onPointerDown={onPointerDown}
      onMouseDown={onMouseDown}
      onTouchStart={resize}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={() => fitColumn(header.column)}
    />
  );
};
