import { expect, test } from 'vitest';
import { structuresIn } from './structures.ts';

/** Two structures of 16 bytes (a word, padding, a pointer), and the text that the second points at. */
const content = (): Uint8Array => {
  const bytes = new Uint8Array(16 + 16 + 8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 7, true);
  view.setUint32(16, 9, true);
  view.setBigUint64(24, 0x1000n + 32n, true);
  new TextEncoder().encode('L\0P\0T\0').forEach((byte, index) => (bytes[32 + index] = byte));
  return bytes;
};

test('words and texts are read from the memory they stand in', () => {
  const structures = structuresIn(content(), 0x1000n, 16, 2);
  expect([structures.count, structures.u32(0, 0), structures.u32(1, 0)]).toEqual([2, 7, 9]);
  expect(structures.text(1, 8)).toBe('LPT');
});

test('a pointer that is NULL or leads elsewhere gives no text', () => {
  const structures = structuresIn(content(), 0x1000n, 16, 2);
  expect(structures.text(0, 8)).toBeNull();
  expect(structuresIn(content(), 0x2000n, 16, 2).text(1, 8)).toBeNull();
});
