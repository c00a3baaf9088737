import { describe, expect, test } from 'vitest';
import { intentOf, outcomeOf } from '../testing/audit-records.ts';
import { unreadableWords } from '../words/audit.ts';
import { parseLine, shownOfRaw } from './line.ts';

const at = { line: 7, offset: 4_200 };
const text = JSON.stringify(intentOf('t1'));

test('a record comes back as it was written', () => {
  expect(parseLine(text, at, true)).toEqual({ kind: 'record', ...at, record: intentOf('t1') });
  expect(parseLine(text, at, false)).toMatchObject({ kind: 'record' });
});

test('jobs of older versions had no states, no time of submission and no size', () => {
  const job = {
    ...{ kind: 'print', id: 7, queue: 'LJ', document: 'A', user: 'ann' },
    ...{ pagesDone: 1, pagesTotal: 9, inProgress: true },
  };
  const evidence = [{ kind: 'job', source: 'spooler', at: 5, job }];
  const older = JSON.stringify({ ...intentOf('t1'), evidence });
  expect(parseLine(older, at, true)).toMatchObject({ kind: 'record', record: { evidence: [{ job }] } });
});

describe('what is no record keeps its text, and says why it is none', () => {
  const half = text.slice(0, 40);
  const altered = (change: object) => JSON.stringify({ ...outcomeOf('t1'), ...change });
  test.each([
    ['cut in the middle', half, true, 'damaged', 'not-json', 'Damaged line 7: it is no JSON.'],
    ['the last one, half written', half, false, 'damaged', 'torn', 'it ends in the middle'],
    ['a word', 'nonsense', true, 'damaged', 'not-json', 'no JSON'],
    ['a number', '17', true, 'foreign', 'not-a-record', 'Foreign line 7: it is JSON, but no record'],
    ['null', 'null', true, 'foreign', 'not-a-record', 'no record'],
    ['of another program', '{"level":"info"}', true, 'foreign', 'not-a-record', 'no record'],
    ['of a later version', altered({ schema: 2 }), true, 'foreign', 'other-version', 'has version 2'],
    ['of a later kind', altered({ record: 'reset' }), true, 'foreign', 'unknown-kind', '"reset"'],
    ['with an odd field', altered({ hostSocket: '4' }), true, 'foreign', 'other-fields', '“hostSocket”'],
    ['with one field more', altered({ extra: 1 }), true, 'foreign', 'other-fields', '“extra”'],
  ])('%s', (_what, raw, ended, kind, reason, words) => {
    const line = parseLine(raw, at, ended);
    expect(line).toMatchObject({ kind, reason, text: raw.slice(0, shownOfRaw), ...at });
    if (line.kind !== 'record') expect(unreadableWords(line)).toContain(words);
  });

  test('of a long one the beginning is kept', () => {
    const line = parseLine('x'.repeat(shownOfRaw + 1), at, true);
    expect(line).toMatchObject({ text: 'x'.repeat(shownOfRaw), cut: true });
  });
});
