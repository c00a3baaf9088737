import { expect, test } from 'vitest';
import { boundsInSight, openingBounds } from './window-bounds.ts';

const first = { x: 0, y: 0, width: 1920, height: 1040 };
const second = { x: 1920, y: 0, width: 1280, height: 1000 };
const saved = { x: 2000, y: 50, width: 1000, height: 700, isMaximized: false };

test('the window opens where it was', () => {
  expect(openingBounds(saved, [first, second])).toEqual({ x: 2000, y: 50, width: 1000, height: 700 });
  expect(openingBounds({ ...saved, x: -850, y: 0 }, [first])).toMatchObject({ x: -850 });
});

test.each([
  ['its display is gone', saved],
  ['it hung out at the left', { ...saved, x: -950 }],
  ['its title bar was above the screen', { ...saved, x: 10, y: -40 }],
  ['its title bar was below the screen', { ...saved, x: 10, y: 1030 }],
])('it opens in the middle of the first display, as large as it was: %s', (_why, bounds) => {
  expect(openingBounds(bounds, [first])).toEqual({ width: 1000, height: 700 });
});

test('a window that can be reached stays where it is when displays change', () => {
  expect(boundsInSight(saved, [first, second])).toBeNull();
  expect(boundsInSight(saved, [])).toBeNull();
});

test.each([
  ['its display is gone', saved, { x: 460, y: 170, width: 1000, height: 700 }],
  ['its title bar is above', { ...saved, x: 0, y: -700 }, { x: 460, y: 170, width: 1000, height: 700 }],
  ['it is larger than what is left', { ...saved, width: 4_000, height: 3_000 }, first],
])('else it goes to the middle of the first display: %s', (_why, bounds, expected) => {
  expect(boundsInSight(bounds, [first])).toEqual(expected);
  expect(boundsInSight({ ...bounds, ...expected }, [first])).toBeNull();
});

test('it is never larger than the display', () => {
  const large = { ...saved, width: 5_000, height: 4_000 };
  expect(openingBounds(large, [first])).toEqual({ width: 1920, height: 1040 });
});

test('without a memory it has its own size', () => {
  expect(openingBounds(null, [first])).toEqual({});
});
