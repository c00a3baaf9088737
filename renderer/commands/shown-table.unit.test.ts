import { expect, test } from 'vitest';
import { formatTable, tableAsTsv } from '#app/export/format-table.ts';
import { channelKey } from '#app/session/state.ts';
import {
  foundUnmeasured,
  jobSeen,
  lj3055,
  office,
  printJob,
  sessionAfter,
  simulated,
} from '../testing/sessions.ts';
import { tableOf } from './shown-table.ts';

const at = Date.UTC(2026, 2, 1, 9);
const moment = { now: at, ms: at + 3_000, offsetMinutesAt: () => 60 };
const state = sessionAfter(office(at));
const key = channelKey(lj3055.id, 2, 1);

test('cells keep their marks, and an age is a duration', () => {
  const { columns, rows } = tableOf(
    state,
    [key],
    ['state', 'service', 'host', 'peripheral', 'holder', 'device', 'age'],
    moment,
  );
  expect(columns.map(({ name }) => name)).toEqual([
    ...['State', 'Service', 'Host', 'Peri.', 'Program', 'Printer', 'Age (h:mm:ss)'],
  ]);
  expect(rows).toEqual([
    ['in use', 'PRINT ?', '2', '–', 'Spooler › HP LaserJet 3055 ?', lj3055.name, '0:00:03'],
  ]);
});

test('rows come in the order they were asked for; one that left is left out', () => {
  const keys = [channelKey('m1522', 4, 1), 'gone', channelKey('m1522', 1, 1)];
  expect(tableOf(state, keys, ['host'], moment).rows).toEqual([['4'], ['1']]);
});

test('a table of simulated printers says so first, in every file', () => {
  const table = tableOf(state, [key], ['state'], moment);
  expect(table.notes[0]).toBe('SIMULATED PRINTERS (scenario office): nothing in this table is real.');
  for (const format of ['csv', 'json', 'html'] as const) {
    expect(formatTable(table, format)).toContain('nothing in this table is real');
  }
  const real = { ...state, environment: { ...simulated, mode: 'windows' as const, scenario: null } };
  expect(formatTable(tableOf(real, [key], ['state'], moment), 'html')).not.toMatch(/simulat/i);
});

test('the name of a document never becomes a formula', () => {
  const job = { ...printJob, document: null, queue: '=cmd|calc', kind: 'print' as const };
  const seen = [foundUnmeasured(at, [{ ...lj3055, name: '=1+1' }]), jobSeen(at, lj3055.id, job)];
  const after = sessionAfter(seen);
  const table = tableOf(after, [key], ['device'], moment);
  expect(formatTable(table, 'csv')).toContain("'=1+1");
  expect(tableAsTsv(table)).toContain("'=1+1");
});
