import { expect, it } from 'vitest';
import { TouchedKeys } from './touched-keys.ts';

const look = (at: number) => ({ at, ms: at, seq: at });

it('names what changed since it was asked, and anything at first and after a snapshot', () => {
  const touched = new TouchedKeys();
  expect(touched.take(false)).toBeNull();
  touched.note({ channels: { set: {}, removed: ['a'] } });
  expect(touched.take(false)).toEqual(new Set(['a']));
  expect(touched.take(false)).toEqual(new Set());
  touched.note(null);
  expect(touched.take(false)).toBeNull();
});

it('keeps later looks until somebody asks for them', () => {
  const touched = new TouchedKeys();
  touched.take(false);
  touched.note({ looks: { a: look(1) } });
  touched.note({ looks: { b: look(2) }, channels: { set: {}, removed: ['c'] } });
  expect(touched.take(false)).toEqual(new Set(['c']));
  expect(touched.take(true)).toEqual(new Set(['a', 'b']));
  expect(touched.take(true)).toEqual(new Set());
});
