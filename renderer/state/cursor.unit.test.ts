import { describe, expect, it } from 'vitest';
import { follow, keyAway, moveTo, noCursor, selectAll } from './cursor.ts';
import type { Cursor } from './cursor.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const at = (focused: string, ...selected: string[]): Cursor => ({
  focused,
  anchor: focused,
  selected: new Set(selected),
  isMoved: true,
});
const chosen = (cursor: Cursor): string[] => [...cursor.selected];

describe('moving', () => {
  it('selects the row alone', () => {
    expect(moveTo(at('a', 'a', 'b'), order, 'c', 'select')).toEqual(at('c', 'c'));
  });

  it('extends from where the selection began, both ways', () => {
    const down = moveTo(at('c', 'c'), order, 'e', 'extend');
    expect(chosen(down)).toEqual(['c', 'd', 'e']);
    expect(chosen(moveTo(down, order, 'b', 'extend'))).toEqual(['b', 'c']);
  });

  it('walks without selecting, and toggles one row', () => {
    const walked = moveTo(at('a', 'a'), order, 'c', 'walk');
    expect(walked.focused).toBe('c');
    expect(chosen(walked)).toEqual(['a']);
    const toggled = moveTo(walked, order, 'c', 'toggle');
    expect(chosen(toggled)).toEqual(['a', 'c']);
    expect(chosen(moveTo(toggled, order, 'a', 'toggle'))).toEqual(['c']);
  });

  it('stops at the ends', () => {
    expect(keyAway(at('b'), order, -10)).toBe('a');
    expect(keyAway(at('b'), order, Infinity)).toBe('e');
    expect(keyAway(noCursor, order, 1)).toBe('a');
    expect(keyAway(noCursor, [], 1)).toBeNull();
  });

  it('ignores a row that is not shown', () => {
    expect(moveTo(at('a', 'a'), order, 'z', 'select')).toEqual(at('a', 'a'));
  });

  it('selects all', () => {
    expect(chosen(selectAll(at('b'), order))).toEqual(order);
  });
});

describe('rows that come, move and leave', () => {
  it('keeps the focus on the channel, whatever its place', () => {
    const cursor = at('c', 'c');
    expect(follow(cursor, order, ['e', 'new', 'c', 'a'])).toEqual(cursor);
  });

  it('hands the focus of a row that left to the next that stayed, and selects nothing for it', () => {
    const after = follow(at('c', 'c'), order, ['a', 'b', 'e']);
    expect(after.focused).toBe('e');
    expect(chosen(after)).toEqual([]);
  });

  it('goes up when nothing below stayed', () => {
    expect(follow(at('e', 'e'), order, ['a', 'b']).focused).toBe('b');
  });

  it('drops only what left from the selection', () => {
    const cursor = { ...at('b'), selected: new Set(['b', 'd']) };
    expect(chosen(follow(cursor, order, ['a', 'b', 'c']))).toEqual(['b']);
  });

  it('starts at the first row and stays there until a person moves it', () => {
    const untouched = follow(noCursor, [], order);
    expect(untouched.focused).toBe('a');
    expect(follow(untouched, order, ['worse', ...order]).focused).toBe('worse');
    const walked = moveTo(untouched, order, 'a', 'walk');
    expect(follow(walked, order, ['worse', ...order]).focused).toBe('a');
    expect(follow(at('a', 'a'), order, []).focused).toBeNull();
  });
});
