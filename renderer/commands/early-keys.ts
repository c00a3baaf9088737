import { isWholeWindow, loadTheRest } from '../ui/later.tsx';

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

const giveBack = async (event: KeyboardEvent): Promise<void> => {
  const target = document.activeElement ?? document.body;
  const isFree = target.dispatchEvent(new KeyboardEvent('keydown', event));
  if (isFree && target instanceof HTMLInputElement) type(target, event);
  await drawn();
};

/** The system acts on these keys itself, so they cannot be held and given back. */
const ofTheSystem: ReadonlySet<string> = new Set(['Tab', 'Shift', 'Control', 'Alt', 'Meta']);

/**
 * A key that comes before the whole window is loaded, and that the list of channels does not take, waits for it, and every
 * key after it: the first may open what the next is meant for. The returned function stops it.
 */
export const holdEarlyKeys = (isWhole = isWholeWindow, load = loadTheRest): (() => void) => {
  const held: KeyboardEvent[] = [];
  let isGivingBack = false;

  const giveAllBack = async (): Promise<void> => {
    isGivingBack = true;
    try {
      await load();
      await drawn();
      for (let event = held.shift(); event !== undefined; event = held.shift()) await giveBack(event);
    } finally {
      isGivingBack = false;
      held.length = 0;
    }
  };

  const hold = (event: KeyboardEvent): void => {
    // those that are given back are no person's
    if (!event.isTrusted || event.defaultPrevented || ofTheSystem.has(event.key)) return;
    if (isWhole() && !isGivingBack) return;
    event.preventDefault();
    held.push(event);
    if (!isGivingBack) void giveAllBack();
  };

  document.addEventListener('keydown', hold);
  return () => document.removeEventListener('keydown', hold);
};
