import { expect, it } from 'vitest';
import { sizeAfterKey, within } from './pane-size.ts';

const size = { least: 100, most: 300, now: 200 };

it.each([
  ['ArrowRight', 216],
  ['ArrowLeft', 184],
  ['Home', 100],
  ['End', 300],
  ['ArrowUp', null],
  ['a', null],
])('%s: %s', (key, expected) => {
  expect(sizeAfterKey(size, key, 'ArrowRight', 'ArrowLeft')).toBe(expected);
});

it('stays within its bounds; where there is no room for both, the least counts', () => {
  expect([within(size, 5), within(size, 500), within(size, 150.4)]).toEqual([100, 300, 150]);
  expect(within({ least: 100, most: 60, now: 100 }, 80)).toBe(100);
  expect(sizeAfterKey({ least: 100, most: 60, now: 100 }, 'End', 'ArrowUp', 'ArrowDown')).toBe(100);
});
