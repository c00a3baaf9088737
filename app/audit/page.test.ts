import { expect, test } from 'vitest';
import { damagedLine } from './line.ts';
import { withNewest, withOlder } from './page.ts';
import type { AuditPage } from './page.ts';

/** Lines from…to of a file, newest first; each is ten bytes long. */
const page = (from: number, to: number, file = 'f'): AuditPage => ({
  path: 'audit.jsonl',
  file,
  lines: Array.from({ length: to - from + 1 }, (_none, index) => to - index).map((line) =>
    damagedLine({ line, offset: line * 10 }, file, 'not-json'),
  ),
  older: from > 1 ? { file, offset: from * 10, line: from } : null,
});
const numbers = ({ lines }: AuditPage) => lines.map(({ line }) => line);

test('new lines come in front of what is loaded, and the older ones stay', () => {
  const shown = withOlder(page(6, 10), page(1, 5));
  expect(numbers(shown)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  const grown = withNewest(shown, page(8, 12));
  expect(numbers(grown)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  expect(grown.older).toBeNull();
});

test('where more came than one page holds, there is no gap: it starts from the newest page', () => {
  const far = withNewest(page(1, 10), page(20, 30));
  expect(far).toEqual(page(20, 30));
});

test('the older page that comes after it is the one before the oldest line shown', () => {
  const grown = withNewest(page(6, 10), page(8, 12));
  expect(grown.older).toEqual({ file: 'f', offset: 60, line: 6 });
});

test('another file is never mixed in', () => {
  expect(withNewest(page(6, 10), page(8, 12, 'g'))).toEqual(page(8, 12, 'g'));
  expect(withOlder(page(6, 10), page(3, 4, 'g'))).toEqual(page(3, 4, 'g'));
});

test('a line that was half written is replaced once it is whole', () => {
  const shown = page(1, 3);
  const whole = { ...page(1, 3, 'f'), lines: page(1, 3).lines.map((line) => ({ ...line, text: 'whole' })) };
  expect(withNewest(shown, whole)).toEqual(whole);
});

test('a page that was asked for twice is there once', () => {
  const shown = withOlder(page(6, 10), page(1, 5));
  expect(numbers(withOlder(shown, page(1, 5)))).toEqual(numbers(shown));
});
