import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteQueue } from './byte-queue.ts';

test('gives back what was pushed, in order, in whatever pieces it is taken', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 20 })),
      fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
      (pushed, sizes) => {
        const queue = new ByteQueue();
        for (const bytes of pushed) queue.push(bytes);
        const expected = pushed.flatMap((bytes) => [...bytes]);
        const taken: number[] = [];
        for (const size of sizes) {
          if (queue.length === 0) break;
          taken.push(...queue.take(size));
          expect(queue.length).toBe(expected.length - taken.length);
        }
        expect(taken).toEqual(expected);
      },
    ),
  );
});

test('keeps its own copy, and takes no more than there is', () => {
  const queue = new ByteQueue();
  const bytes = Uint8Array.from([1, 2, 3]);
  queue.push(bytes);
  bytes.fill(0);
  expect([...queue.take(100)]).toEqual([1, 2, 3]);
  expect(queue.take(100)).toHaveLength(0);
});
