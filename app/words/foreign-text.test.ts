import { expect, test } from 'vitest';
import { visible } from './foreign-text.ts';

test.each([
  ['a direction mark', '\u202Efdp.exe', '\\u{202E}fdp.exe'],
  ['an isolate without its end', '\u2067report', '\\u{2067}report'],
  ['an escape sequence', '\u001B[2J', '\\u{001B}[2J'],
  ['a C1 control', '\u009B2J', '\\u{009B}2J'],
  ['line ends', 'a\r\nb\u2028c\u0085d', 'a\\u{000D}\\u{000A}b\\u{2028}c\\u{0085}d'],
  ['half a surrogate pair', 'a\uD83Db', 'a\\u{D83D}b'],
  ['a tag beyond the first plane', 'a\u{E0041}', 'a\\u{E0041}'],
])('%s is shown as an escape', (_what, text, shown) => {
  expect(visible(text)).toBe(shown);
});

test.each(['דוח שנתי', 'تقرير', '年度報告', '👩‍🔧', 'INVOICE – MAY.PDF', '“a” \\u{202E}'])(
  '%s stays',
  (text) => {
    expect(visible(text)).toBe(text);
  },
);
