import { isWholeWindow, loadTheRest } from '../ui/later.tsx';

const held: KeyboardEvent[] = [];
let isGivingBack = false;

/** What a key opened is drawn, and has the focus. */
const drawn = (): Promise<unknown> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

const giveBack = async (): Promise<void> => {
  isGivingBack = true;
  try {
    await loadTheRest();
    for (let event = held.shift(); event !== undefined; event = held.shift()) {
      (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', event));
      await drawn();
    }
  } finally {
    isGivingBack = false;
    held.length = 0;
  }
};

/**
 * A key of a command that comes before the whole window is loaded waits for it, and every key after it: the first may open
 * what the next is meant for. True: it waits.
 */
export const waitsForWindow = (event: KeyboardEvent, isOfCommand: boolean): boolean => {
  // those that are given back are no person's
  if (!event.isTrusted || !(isGivingBack || (isOfCommand && !isWholeWindow()))) return false;
  event.preventDefault();
  held.push(event);
  if (!isGivingBack) void giveBack();
  return true;
};
