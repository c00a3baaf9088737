import { describe, expect, test } from 'vitest';
import { intentOf, measureEndOf, measureStartOf, outcomeOf } from '../testing/audit-records.ts';
import { noOutcome } from '../words/audit-records.ts';
import { auditCells, auditEvidence, entryLabel } from '../words/audit.ts';
import { entriesOf } from './entries.ts';
import { filterOf } from './filter.ts';
import { damagedLine } from './line.ts';
import type { AuditLine } from './line.ts';
import type { AuditRecord } from './record.ts';

const line = (number: number, record: AuditRecord): AuditLine => ({
  kind: 'record',
  line: number,
  offset: number * 100,
  record,
});
const damaged = damagedLine({ line: 3, offset: 300 }, '{"record":"int', 'torn');

/** Newest first, as the view has them. */
const trail = [
  line(6, measureEndOf('m1')),
  line(5, outcomeOf('t1', 9)),
  line(4, measureStartOf('m1')),
  damaged,
  line(2, intentOf('t2', 3)),
  line(1, intentOf('t1', 2)),
];

test('beginning and end of an operation are one entry, where the newer of them stood', () => {
  const entries = entriesOf(trail);
  expect(entries.map((entry) => (entry.kind === 'operation' ? entry.lines : entry.line.line))).toEqual([
    [4, 6],
    [1, 5],
    3,
    [2],
  ]);
  expect(entries.map(entryLabel)).toEqual(['Measured', 'Freed', 'Damaged line', 'No outcome']);
});

test('it does not matter in which direction the lines are read', () => {
  const cells = (lines: readonly AuditLine[]) => entriesOf(lines).map(auditCells);
  const byLines = (a: { lines: string }, b: { lines: string }) => a.lines.localeCompare(b.lines);
  expect(cells(trail.toReversed()).sort(byLines)).toEqual(cells(trail).sort(byLines));
});

test('both times stand in an entry, with who did what to what', () => {
  const cells = entriesOf(trail).map(auditCells);
  expect(cells[1]).toMatchObject({
    begun: '2026-03-01T09:00:02.000Z',
    ended: '2026-03-01T09:00:09.000Z',
    action: 'Close channel',
    device: expect.stringMatching(/^HP LaserJet M1522nf MFP \(….+\)$/) as string,
    channel: 'HP-SCAN, host socket 4',
    ntstatus: 'STATUS_SUCCESS 0x00000000',
    user: 'ines',
    computer: 'DESK-7',
    simulated: 'no',
    lines: '1 5',
  });
});

test('an intent without an outcome says so', () => {
  const [entry] = entriesOf([line(1, intentOf('t1'))]);
  expect(entry && auditCells(entry)).toMatchObject({ ended: '', text: noOutcome });
});

test('an outcome of which nothing was sent has no beginning, and says that nothing was sent', () => {
  const refused = outcomeOf('t1', 1, { kind: 'failed', fault: { kind: 'device-gone', deviceId: 'a' } });
  if (refused.record !== 'outcome') throw new Error('not an outcome');
  const [entry] = entriesOf([line(1, { ...refused, request: null, ntstatus: null })]);
  expect(entry && auditCells(entry)).toMatchObject({ begun: '', result: 'Failed', ntstatus: '' });
  expect(entry && auditCells(entry).text).toMatch(/Nothing was sent to the driver\.$/);
});

test('records that were written twice hide nothing and have keys of their own', () => {
  const entries = entriesOf([line(3, outcomeOf('t1')), line(2, outcomeOf('t1')), line(1, intentOf('t1'))]);
  expect(entries.map((entry) => entry.kind === 'operation' && entry.lines)).toEqual([[3], [1, 2]]);
  expect(new Set(entries.map(({ key }) => key)).size).toBe(2);
});

test('a teardown and a measurement of the same id are two', () => {
  expect(entriesOf([line(2, measureEndOf('x')), line(1, intentOf('x'))])).toHaveLength(2);
});

test('evidence is told newest first, with time, confidence and source', () => {
  const [entry] = entriesOf([line(1, intentOf('t1'))]);
  expect(entry && auditEvidence(entry, (at) => `${at - Date.UTC(2026, 2, 1)} ms`)).toEqual([
    '32400000 ms, inferred, the socket number: Socket numbers like this one are customary for HP-SCAN.',
  ]);
});

describe('the filter', () => {
  const shown = (filter: string) => entriesOf(trail).filter(filterOf(filter)).map(entryLabel);
  test.each([
    ['', ['Measured', 'Freed', 'Damaged line', 'No outcome']],
    ['  ', ['Measured', 'Freed', 'Damaged line', 'No outcome']],
    ['freed', ['Freed']],
    ['CLOSE m1522', ['Freed', 'No outcome']],
    ['damaged', ['Damaged line']],
    ['"int', ['Damaged line']],
    ['status_success', ['Freed']],
    ['nothing like it', []],
  ])('“%s”', (filter, labels) => {
    expect(shown(filter)).toEqual(labels);
  });
});

test('two printers of one name are told apart in each line', () => {
  const of = (teardown: string, instanceId: string): AuditRecord => {
    const record = intentOf(teardown, 2);
    return { ...record, device: { ...record.device, instanceId } };
  };
  const records = [of('t1', 'DOT4\\VID_03F0\\6&1'), of('t2', 'DOT4\\VID_03F0\\6&2')];
  const cells = entriesOf(records.map((record, index) => line(index + 1, record))).map(auditCells);
  expect(cells.map(({ device }) => device)).toEqual([
    'HP LaserJet M1522nf MFP (…6&1)',
    'HP LaserJet M1522nf MFP (…6&2)',
  ]);
});
