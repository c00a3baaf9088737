import { useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { sizeAfterKey, within } from './pane-size.ts';
import type { PaneSize } from './pane-size.ts';

interface Props {
  readonly label: string;
  /** The pane whose size it is. */
  readonly controls: string;
  /** How the line between the panes runs. */
  readonly orientation: 'vertical' | 'horizontal';
  /** `before`: the pane stands left of it or above; `after`: right or below. */
  readonly pane: 'before' | 'after';
  readonly size: PaneSize;
  readonly onSize: (size: number) => void;
  readonly onReset: () => void;
}

const keysOf = (orientation: Props['orientation'], pane: Props['pane']) => {
  const [back, forth] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  return pane === 'before' ? { grow: forth, shrink: back } : { grow: back, shrink: forth };
};

/** The line between two panes: drag it, or move it with arrows, Home and End; a double click puts it back. */
export const Splitter = ({ label, controls, orientation, pane, size, onSize, onReset }: Props) => {
  const dragged = useRef<{ readonly at: number; readonly size: number } | null>(null);
  const placeOf = (event: PointerEvent): number =>
    orientation === 'vertical' ? event.clientX : event.clientY;
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    dragged.current = { at: placeOf(event), size: size.now };
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (dragged.current === null) return;
    const way = placeOf(event) - dragged.current.at;
    onSize(within(size, dragged.current.size + (pane === 'before' ? way : -way)));
  };
  const onPointerUp = (): void => {
    dragged.current = null;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { grow, shrink } = keysOf(orientation, pane);
    const next = sizeAfterKey(size, event.key, grow, shrink);
    if (next === null || event.ctrlKey || event.altKey) return;
    onSize(next);
    event.preventDefault();
  };
  return (
    <div
      className="splitter"
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-controls={controls}
      aria-orientation={orientation}
      aria-valuemin={size.least}
      aria-valuemax={Math.max(size.least, size.most)}
      aria-valuenow={size.now}
      onDoubleClick={onReset}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
    />
  );
};
