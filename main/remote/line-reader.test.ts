import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLineReader } from './line-reader.ts';

const read = (pieces: readonly Buffer[], longest = 100) => {
  const lines: string[] = [];
  const problems: string[] = [];
  const take = createLineReader(
    () => longest,
    (line) => lines.push(line),
    (problem) => problems.push(problem),
  );
  for (const piece of pieces) take(piece);
  return { lines, problems };
};

test('lines come whole, however the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replace(/[\r\n]/g, ''))),
      fc.array(fc.nat(40)),
      (lines, cuts) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const pieces: Buffer[] = [];
        let from = 0;
        for (const cut of cuts) {
          pieces.push(bytes.subarray(from, from + cut));
          from += cut;
        }
        expect(read([...pieces, bytes.subarray(from)], 10_000)).toEqual({ lines, problems: [] });
      },
    ),
  );
});

test('a carriage return before the line end is the system’s, and a line without an end is none', () => {
  expect(read([Buffer.from('one\r\ntwo\nthr')])).toEqual({ lines: ['one', 'two'], problems: [] });
});

test('a line that is too long ends it, before its end has come and without keeping it', () => {
  const pieces = [Buffer.from('ok\n'), ...Array.from({ length: 50 }, () => Buffer.alloc(10, 'x'))];
  expect(read([...pieces, Buffer.from('\nlate\n')])).toEqual({ lines: ['ok'], problems: ['line-too-long'] });
});

test('what is no UTF-8 ends it', () => {
  expect(read([Buffer.from([0x7b, 0xff, 0x0a]), Buffer.from('late\n')])).toEqual({
    lines: [],
    problems: ['not-text'],
  });
});
