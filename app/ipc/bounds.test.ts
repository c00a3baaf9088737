import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundsFault, longestText, mostValues } from './bounds.ts';
import { piecesOf } from './pieces.ts';

const tooMany = { kind: 'bad-payload', call: 'operation.start', problem: 'too many values' };
const faultOf = (payload: unknown) => boundsFault('operation.start', payload);

/** A list that counts how often something in it is read. */
const countedList = (length: number) => {
  let reads = 0;
  const list = new Proxy(new Array<unknown>(length).fill({ hostSocket: 0 }), {
    get: (target, key) => {
      if (key !== 'length') reads += 1;
      return Reflect.get(target, key) as unknown;
    },
  });
  return { list, reads: () => reads };
};

test('a million targets are refused by their number: none is read', () => {
  const { list, reads } = countedList(1_000_000);
  expect(faultOf({ kind: 'close', deviceId: 'd', targets: list })).toEqual(tooMany);
  expect(reads()).toBe(0);
});

test('no more is read than a message may hold, however it is nested', () => {
  const lists = Array.from({ length: 100 }, () => countedList(mostValues / 50));
  expect(faultOf(lists.map(({ list }) => list))).toEqual(tooMany);
  expect(lists.reduce((sum, { reads }) => sum + reads(), 0)).toBeLessThan(2 * mostValues);
  let deep: unknown = 1;
  for (let depth = 0; depth < 2 * mostValues; depth += 1) deep = [deep];
  expect(faultOf(deep)).toEqual(tooMany);
});

test.each([
  ['as long as may be', 'a'.repeat(longestText), null],
  ['longer', 'a'.repeat(longestText + 1), { kind: 'text-too-long', longest: longestText }],
  [
    'longer, deep inside',
    { a: [{ b: 'a'.repeat(longestText + 1) }] },
    { kind: 'text-too-long', longest: longestText },
  ],
])('a text that is %s', (_, payload, fault) => {
  expect(faultOf(payload)).toEqual(fault);
});

test.each([
  [new Map([[1, 2]])],
  [new Set([1])],
  [new Uint8Array(4)],
  [new Date()],
  [{ a: [new Error('x')] }],
])('%o is no plain data', (payload) => {
  expect(faultOf(payload)).toMatchObject({ kind: 'bad-payload', problem: 'not plain data' });
});

test('all channels of the fullest device with fifty jobs each may be closed at once', () => {
  const jobs = Array.from({ length: 50 }, (_, id) => ({ queue: 'q', id, submittedAt: null }));
  const targets = Array.from({ length: 255 }, (_, at) => ({
    hostSocket: at + 1,
    generation: 1,
    confirmed: { arrivedAt: null, jobs, holders: [], suspicion: { level: 'none', rule: null } },
  }));
  expect(faultOf({ kind: 'close', deviceId: 'd', targets })).toBeNull();
});

test('the pieces of a text are the text, none is longer than may be, and no character is cut in two', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.integer({ min: 1, max: 9 }),
      (text, longest) => {
        const pieces = [...piecesOf(text, longest)];
        expect(pieces.join('')).toBe(text);
        for (const piece of pieces) {
          expect(piece.length).toBeGreaterThan(0);
          expect(piece.length).toBeLessThanOrEqual(longest);
          if (longest > 1) expect(piece).not.toMatch(/\p{Surrogate}/u);
        }
      },
    ),
  );
});
