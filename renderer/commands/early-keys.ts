import { isWholeWindow, loadTheRest } from '../ui/later.tsx';

const held: KeyboardEvent[] = [];
let isGivingBack = false;

/** What a key opened is drawn, and has the focus. */
const drawn = (): Promise<unknown> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** What the system does with a person's key in a text field, and not with one of ours. */
const type = (field: HTMLInputElement, { key, ctrlKey, altKey, metaKey }: KeyboardEvent): void => {
  if (key.length !== 1 || ctrlKey || altKey || metaKey) return;
  const end = field.value.length;
  field.setRangeText(key, field.selectionStart ?? end, field.selectionEnd ?? end, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true, data: key, inputType: 'insertText' }));
};

const giveBack = async (): Promise<void> => {
  isGivingBack = true;
  try {
    await loadTheRest();
    for (let event = held.shift(); event !== undefined; event = held.shift()) {
      const target = document.activeElement ?? document.body;
      const isFree = target.dispatchEvent(new KeyboardEvent('keydown', event));
      if (isFree && target instanceof HTMLInputElement) type(target, event);
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
