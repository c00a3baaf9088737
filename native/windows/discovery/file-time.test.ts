import { expect, test } from 'vitest';
import { fileTimeMs } from './file-time.ts';

const memory = (ticks: bigint): Uint8Array => {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, ticks, true);
  return new Uint8Array(view.buffer);
};

test('counts 100 ns from 1601', () => {
  expect(fileTimeMs(memory(116_444_736_000_000_000n))).toBe(0);
  expect(fileTimeMs(memory(133_801_632_000_000_000n))).toBe(Date.UTC(2025, 0, 1, 0, 0, 0));
});

test('says nothing where there is nothing', () => {
  expect(fileTimeMs(memory(0n))).toBeNull();
  expect(fileTimeMs(new Uint8Array(4))).toBeNull();
});
