import { tableEvents, tableNow } from '../state/table-store.ts';

/** How long rows hold still after the last move of the pointer over them, or the last key in the list. */
export const heldForMs = 2_000;

let timer: ReturnType<typeof setTimeout> | undefined;
let isPressed = false;

const hold = (isHeld: boolean): void => {
  if (tableNow().isHeld !== isHeld) tableEvents.rowsHeld(isHeld);
};

/** Nothing moves under the focus while a person walks the list. */
export const holdForAWhile = (): void => {
  clearTimeout(timer);
  hold(true);
  timer = setTimeout(() => {
    if (!isPressed) hold(false);
  }, heldForMs);
};

const release = (): void => {
  clearTimeout(timer);
  if (!isPressed) hold(false);
};

const pressed = (): void => {
  isPressed = true;
  holdForAWhile();
  const letGo = new AbortController();
  const released = (): void => {
    letGo.abort();
    isPressed = false;
    holdForAWhile();
  };
  document.addEventListener('pointerup', released, letGo);
  document.addEventListener('pointercancel', released, letGo);
};

/** Nothing moves under the pointer while a person aims with it. */
export const holdingRows = {
  onPointerMove: holdForAWhile,
  onPointerDown: pressed,
  onPointerLeave: release,
};
