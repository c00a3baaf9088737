import type { Move } from '../state/cursor.ts';

interface Held {
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
}

/** How many rows a key leads on in a Windows list, of which `page` are in sight; null: not one of its keys. */
export const stepsOf = (key: string, page: number): number | null => {
  switch (key) {
    case 'ArrowUp':
      return -1;
    case 'ArrowDown':
      return 1;
    case 'PageUp':
      return -page;
    case 'PageDown':
      return page;
    case 'Home':
      return -Infinity;
    case 'End':
      return Infinity;
    default:
      return null;
  }
};

/** What the keys that lead on do to the selection. */
export const walkOf = ({ ctrlKey, shiftKey }: Held): Move =>
  shiftKey ? 'extend' : ctrlKey ? 'walk' : 'select';

/** What a click or the space bar does to the selection. */
export const pickOf = ({ ctrlKey, shiftKey }: Held): Move =>
  shiftKey ? 'extend' : ctrlKey ? 'toggle' : 'select';
