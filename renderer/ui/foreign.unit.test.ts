import { describe, expect, it } from 'vitest';
import { foreignPieces } from './foreign-pieces.ts';

const job = (document: string) => ({ job: { document, user: 'אבג', queue: 'LJ 3055' } });
const drawn = (text: string, data: unknown): string =>
  foreignPieces(text, data)
    .map((piece) => (piece.isForeign ? `<${piece.text}>` : piece.text))
    .join('');

describe('names in a text are apart', () => {
  it.each([
    ['an override', '\u202Efdp.exe', '\\u202efdp.exe'],
    ['Hebrew with numbers around', '1 דוח 2026', '1 דוח 2026'],
    ['an isolate without its end', '\u2067report', '\\u2067report'],
    ['an end without its isolate', 'a\u2069\u202Eb', 'a\\u2069\\u202eb'],
    ['isolates in each other', '\u2067a\u2068b\u2069', '\\u2067a\\u2068b\\u2069'],
    ['a line end', '\u202Ea\nb', '\\u202ea\\nb'],
    ['signs that patterns are made of', '\u202E(a|b)*.$', '\\u202e(a|b)*.$'],
  ])('%s', (_what, document, apart) => {
    const text = `job “${document}” of אבג on LJ 3055, page 37`;
    expect(drawn(text, job(document))).toBe(`job “<${apart}>” of <אבג> on LJ 3055, page 37`);
  });
});

it('a name that is not known shows its marks; what runs from right to left is apart', () => {
  expect(drawn('job “\u202Eab” of דוח שנתי 7, page 37', null)).toBe(
    'job “\\u202eab” of <דוח שנתי> 7, page 37',
  );
});

it('a text without such names is one piece', () => {
  expect(foreignPieces('job “A – é” of 田中 on LJ', job('A – é'))).toEqual([
    { text: 'job “A – é” of 田中 on LJ', isForeign: false },
  ]);
});
