import { describe, expect, it } from 'vitest';
import { follow, keyAway, leave, moveTo, noCursor, selectAll, stayWith } from './cursor.ts';
import type { Cursor } from './cursor.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const at = (focused: string, ...selected: string[]): Cursor => ({
  focused,
  anchor: focused,
  selected: new Set(selected),
  isMoved: true,
  left: null,
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

describe('the list of channels', () => {
  const stay = (
    cursor: Cursor,
    after: readonly string[],
    isOther = false,
    most: string | null = 'a',
  ): Cursor => stayWith(cursor, order, after, () => most, isOther);

  it('begins on the row that matters most, which is selected: what is described is what a key acts on', () => {
    const untouched = stay(noCursor, order, false, 'c');
    expect(untouched.focused).toBe('c');
    expect(chosen(untouched)).toEqual(['c']);
    expect(stay(untouched, ['worse', ...order], false, 'worse').focused).toBe('worse');
    expect(stay(untouched, [], false, null)).toEqual(noCursor);
  });

  it('hands the focus of a row that left to no other: nothing is selected then', () => {
    const after = stay(at('c', 'c'), ['a', 'b', 'e']);
    expect(after).toMatchObject({ focused: null, left: { key: 'c', index: 2 } });
    expect(chosen(after)).toEqual([]);
    expect(stay(after, ['worse', 'a', 'b', 'e'], false, 'worse').focused).toBeNull();
  });

  it('goes on from where the row was, up or down', () => {
    const rest = ['a', 'b', 'd', 'e'];
    const after = stay(at('c', 'c'), rest);
    expect(keyAway(after, rest, 1)).toBe('d');
    expect(keyAway(after, rest, -1)).toBe('b');
    expect(keyAway(after, rest, Infinity)).toBe('e');
    expect(keyAway(stay(at('e', 'e'), order.slice(0, 4)), order.slice(0, 4), 1)).toBe('d');
    expect(moveTo(after, rest, 'd', 'select').left).toBeNull();
  });

  it('is with no row once what became of it was read, whether it has left yet or not', () => {
    const rest = ['a', 'b', 'd', 'e'];
    for (const after of [
      stay(leave(at('c', 'c'), order, ['c']), rest),
      leave(stay(at('c', 'c'), rest), rest, ['c']),
    ]) {
      expect(after).toMatchObject({ focused: null, left: { key: 'c', index: 2, isRead: true } });
      expect(chosen(after)).toEqual([]);
      expect(keyAway(after, rest, 1)).toBe('d');
    }
    const other = leave(at('a', 'a'), order, ['c']);
    expect([other.focused, chosen(other)]).toEqual(['a', ['a']]);
  });

  it('keeps the focus on the channel, whatever its place, and drops only what left from the selection', () => {
    const cursor = { ...at('c'), selected: new Set(['c', 'd']) };
    const after = stay(cursor, ['e', 'new', 'c', 'a'], false, 'new');
    expect(after.focused).toBe('c');
    expect(chosen(after)).toEqual(['c']);
  });

  it('of other rows, which a person asked for, begins on the one that matters most', () => {
    expect(stay(at('c', 'c'), ['x', 'y'], true, 'y')).toMatchObject({ focused: 'y', isMoved: false });
    expect(stay(at('c', 'c'), ['x', 'c'], true, 'x').focused).toBe('c');
  });
});
