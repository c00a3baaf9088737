import { useRef, useState } from 'react';
import type { PointerEvent } from 'react';
import type { ChannelColumn } from './channel-columns.ts';
import { movedBefore } from './column-order.ts';

/** Less than this is a click. */
const leastDrag = 6;

const headersAround = (header: Element): HTMLElement[] => [
  ...(header.parentElement?.querySelectorAll<HTMLElement>('[role=columnheader]') ?? []),
];

/** The header that the dragged column would come before; null: after the last one. */
const targetAt = (headers: readonly HTMLElement[], x: number): HTMLElement | null =>
  headers.find((header) => {
    const { left, width } = header.getBoundingClientRect();
    return x < left + width / 2;
  }) ?? null;

interface Drag {
  readonly fromX: number;
  isDragged: boolean;
}

/** Columns are moved by dragging their header; a line shows where it would come. */
export const useColumnDrag = ({ id, table }: ChannelColumn) => {
  const drag = useRef<Drag | null>(null);
  const [isDragged, setIsDragged] = useState(false);
  const mark = (headers: readonly HTMLElement[], target: HTMLElement | null): void => {
    for (const header of headers) delete header.dataset['dropBefore'];
    delete headers.at(-1)?.dataset['dropAfter'];
    if (target !== null) target.dataset['dropBefore'] = '';
    else if (drag.current?.isDragged === true) {
      const last = headers.at(-1);
      if (last !== undefined) last.dataset['dropAfter'] = '';
    }
  };
  const end = (header: HTMLElement): void => {
    drag.current = null;
    setIsDragged(false);
    mark(headersAround(header), null);
  };
  return {
    isDragged,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>): void => {
        if (event.button === 0) drag.current = { fromX: event.clientX, isDragged: false };
      },
      onPointerMove: (event: PointerEvent<HTMLElement>): void => {
        if (drag.current === null) return;
        if (!drag.current.isDragged && Math.abs(event.clientX - drag.current.fromX) < leastDrag) return;
        if (!drag.current.isDragged) event.currentTarget.setPointerCapture(event.pointerId);
        drag.current.isDragged = true;
        setIsDragged(true);
        const headers = headersAround(event.currentTarget);
        mark(headers, targetAt(headers, event.clientX));
      },
      onPointerUp: (event: PointerEvent<HTMLElement>): void => {
        if (drag.current?.isDragged === true) {
          const target = targetAt(headersAround(event.currentTarget), event.clientX);
          const before = target?.dataset['column'] ?? null;
          table.setColumnOrder((order) => movedBefore(order, id, before));
        }
        end(event.currentTarget);
      },
      onPointerCancel: (event: PointerEvent<HTMLElement>): void => end(event.currentTarget),
      /** The end of a drag is a click, too, and must not sort. */
      onClickCapture: (event: { stopPropagation(): void }): void => {
        if (isDragged) event.stopPropagation();
      },
    },
  };
};
