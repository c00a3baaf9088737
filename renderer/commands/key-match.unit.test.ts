import { describe, expect, it } from 'vitest';
import { isPressed, worksThere } from './key-match.ts';
import type { Keys } from './key-match.ts';

const down = (key: string, held: Partial<Keys> = {}): Keys => ({
  ...{ key, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false },
  ...held,
});

describe('keys', () => {
  it.each<[string, Keys, boolean]>([
    ['F5', down('F5'), true],
    ['F5', down('F5', { ctrlKey: true }), false],
    ['F5', down('F5', { metaKey: true }), false],
    ['Ctrl+F', down('f', { ctrlKey: true }), true],
    ['Ctrl+F', down('F', { ctrlKey: true }), true],
    ['Ctrl+F', down('F', { ctrlKey: true, shiftKey: true }), false],
    ['Ctrl+Shift+C', down('C', { ctrlKey: true, shiftKey: true }), true],
    ['Ctrl+Shift+C', down('c', { ctrlKey: true }), false],
    // AltGr of many keyboards is Ctrl and Alt
    ['Ctrl+E', down('€', { ctrlKey: true, altKey: true }), false],
    ['Ctrl+/', down('/', { ctrlKey: true }), true],
    ['Ctrl+/', down('/', { ctrlKey: true, shiftKey: true }), true],
    ['Delete', down('Delete', { shiftKey: true }), false],
  ])('%s %o: %s', (accelerator, event, expected) => {
    expect(isPressed(accelerator, event)).toBe(expected);
  });

  it('are left to a text field, or to the grid, where the list says so', () => {
    const [text, grid] = [
      { isTextField: true, isGrid: false },
      { isTextField: false, isGrid: true },
    ];
    expect([worksThere('anywhere', text), worksThere('anywhere', grid)]).toEqual([true, true]);
    expect([worksThere('not-in-text', text), worksThere('not-in-text', grid)]).toEqual([false, true]);
    expect([worksThere('in-grid', text), worksThere('in-grid', grid)]).toEqual([false, true]);
  });
});
