import type { KeyScope } from '#app/commands/command-list.ts';

/** What a key event says of the keys that are down. */
export type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

/** Which keys a layout needs Shift for is its own affair: '/' is Shift+7 on a German keyboard. */
const needsNoShift = (key: string): boolean => /^[^a-z0-9]$/i.test(key);

/** Whether these are the keys of an accelerator ('Ctrl+Shift+C'). */
export const isPressed = (accelerator: string, event: Keys): boolean => {
  const parts = accelerator.split('+');
  const key = parts.pop() ?? '';
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    event.ctrlKey === parts.includes('Ctrl') &&
    event.altKey === parts.includes('Alt') &&
    !event.metaKey &&
    (needsNoShift(key) || event.shiftKey === parts.includes('Shift'))
  );
};

export interface KeyPlace {
  readonly isTextField: boolean;
  readonly isGrid: boolean;
}

export const worksThere = (scope: KeyScope, place: KeyPlace): boolean => {
  switch (scope) {
    case 'anywhere':
      return true;
    case 'not-in-text':
      return !place.isTextField;
    case 'in-grid':
      return place.isGrid;
  }
};
