import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutInMiddle, visible } from './foreign-text.ts';

test.each([
  ['HP\u001b[2J\u001b[1;1HFREED', String.raw`HP\u001b[2J\u001b[1;1HFREED`],
  ['A\rB\nC\tD', String.raw`A\rB\nC\tD`],
  ['\u009b31mX\u007f', String.raw`\u009b31mX\u007f`],
  ['\u202egpj.txt', String.raw`\u202egpj.txt`],
  ['\u2066a\u2069\u200f\u061c', String.raw`\u2066a\u2069\u200f\u061c`],
  ['a\u2028b\u2029c\u0085d', String.raw`a\u2028b\u2029c\u0085d`],
  ['a\u{e0041}', String.raw`a\u{e0041}`],
  ['\ud83d and \ude00', String.raw`\ud83d and \ude00`],
])('%j is shown as %s', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test.each(['Büro 打印机 😀', '👩‍💻', 'نامه‌ها', String.raw`\\server\share`, 'DOT4\\VID_03F0'])(
  '%s stays as it is',
  (text) => {
    expect(visible(text)).toBe(text);
  },
);

test('whatever a name holds, it is one line of well-formed text that steers nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }), (units) => {
      const shown = visible(String.fromCharCode(...units));
      expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/u);
      expect(visible(shown)).toBe(shown);
    }),
  );
});

test.each([
  ['HP LaserJet', 11, 'HP LaserJet'],
  ['HP LaserJet 3055', 9, 'HP L…3055'],
  ['👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻', 3, '👩‍💻…👩‍💻'],
  ['👩‍💻👩‍💻', 2, '👩‍💻👩‍💻'],
])('%j in %i signs is %s', (text, most, shown) => {
  expect(cutInMiddle(text, most)).toBe(shown);
});
