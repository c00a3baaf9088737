import { expect, test } from 'vitest';
import { ok } from '#app/result.ts';
import { copyTo } from './copy-text.ts';

const holding = (kept: (text: string) => string) => {
  let held = 'from before';
  return {
    writeText: (text: string): Promise<void> => {
      held = kept(text);
      return Promise.resolve();
    },
    readText: (): Promise<string> => Promise.resolve(held),
  };
};
const rejecting = (): Promise<never> => Promise.reject(new Error('the clipboard cannot be opened'));
const failing = (): never => {
  throw new Error('the clipboard cannot be opened');
};
const notCopied = (problem: string | null) => ({ ok: false, fault: { kind: 'clipboard-taken', problem } });

test.each([
  ['as it is', (text: string) => text],
  ['with line ends of the system', (text: string) => text.replaceAll('\n', '\r\n')],
  ['with half a surrogate pair replaced', (text: string) => text.replaceAll('\uD800', '\uFFFD')],
])('a text that is read back %s is copied', async (_how, kept) => {
  expect(await copyTo(holding(kept))('PRINT\t2\nתור \uD800 😀')).toEqual(ok(undefined));
});

test.each([
  ['nothing', () => 'from before'],
  ['an empty text', () => ''],
  ['a part', (text: string) => text.slice(0, 3)],
])('a write that leaves %s there is a fault', async (_what, kept) => {
  expect(await copyTo(holding(kept))('PRINT\t2')).toEqual(notCopied(null));
});

test('a write or a read that throws is the same fault, with its reason', async () => {
  const clipboard = holding((text) => text);
  const fault = notCopied('the clipboard cannot be opened');
  expect(await copyTo({ ...clipboard, writeText: failing })('PRINT')).toEqual(fault);
  expect(await copyTo({ ...clipboard, writeText: rejecting })('PRINT')).toEqual(fault);
  expect(await copyTo({ ...clipboard, readText: rejecting })('PRINT')).toEqual(fault);
});
