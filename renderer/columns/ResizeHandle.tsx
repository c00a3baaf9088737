import { useRef } from 'react';
import type { PointerEvent } from 'react';
import { columnsWords } from '#app/words/columns.ts';
import type { ColumnId } from '#app/words/rows.ts';
import type { Widths } from './column-settings.ts';
import { fitColumn, widthsNow } from './measure.ts';
import { tableEvents } from './table-store.ts';

interface Props {
  readonly id: ColumnId;
}

interface Drag {
  readonly fromX: number;
  readonly widths: Widths;
}

/** For the mouse; by keyboard a header is sized with Alt+arrows. */
export const ResizeHandle = ({ id }: Props) => {
  const drag = useRef<Drag | null>(null);
  const begin = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { fromX: event.clientX, widths: widthsNow() };
  };
  const move = (event: PointerEvent<HTMLElement>): void => {
    if (drag.current === null) return;
    event.stopPropagation();
    const { fromX, widths } = drag.current;
    tableEvents.userResizedColumn(id, (widths.get(id) ?? 0) + event.clientX - fromX, widths);
  };
  const end = (): void => {
    drag.current = null;
  };
  return (
    <span
      className="resize-handle"
      aria-hidden
      title={columnsWords.handleHint}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={() => fitColumn(id)}
    />
  );
};
