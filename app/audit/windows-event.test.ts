import { expect, test } from 'vitest';
import { intentOf, measureEndOf, outcomeOf } from '../testing/audit-records.ts';
import type { AuditRecord } from './record.ts';
import { windowsEventOf, windowsEvents } from './windows-event.ts';

test('each id is one that EventCreate.exe has a message for, and stands for one thing', () => {
  const ids = Object.values(windowsEvents).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id >= 1 && id <= 1_000).toBe(true);
});

test.each<[record: AuditRecord, id: number, level: string]>([
  [intentOf('a'), 100, 'information'],
  [outcomeOf('a'), 101, 'information'],
  [outcomeOf('a', 1, { kind: 'failed', fault: { kind: 'device-gone', deviceId: 'a' } }), 104, 'warning'],
  [measureEndOf('m'), 301, 'information'],
])('%o', (record, id, level) => {
  expect(windowsEventOf(record)).toMatchObject({ id, level });
});

test('it says what, how it ended, on which device, who and where, and which record it belongs to', () => {
  expect(windowsEventOf(outcomeOf('5f3')).text.split('\r\n')).toEqual([
    'The channel was closed and is gone.',
    expect.stringContaining('a later check shows that it is gone'),
    '',
    'Action: Close channel',
    'Device: HP LaserJet M1522nf MFP (DOT4\\A)',
    'Channel: HP-SCAN, host socket 4',
    'NTSTATUS: STATUS_SUCCESS 0x00000000',
    'User: ines',
    'Computer: DESK-7',
    'Program: window',
    'Time: 2026-03-01T09:00:01.000Z',
    'Record: teardown 5f3',
  ]);
});

test('a name of others forges no line and is no insertion; a long text is cut', () => {
  const record = intentOf('a');
  const device = { ...record.device, name: 'HP\r\nUser: root 100%1 %%2 5%' };
  const { text } = windowsEventOf({ ...record, device });
  expect(text).toContain('Device: HP\\r\\nUser: root 100\uff051 \uff05\uff052 5% (DOT4\\A)');
  expect(text).not.toMatch(/%[\d%]/);
  const endless = windowsEventOf({ ...record, user: 'x'.repeat(40_000) }).text;
  expect(endless.length).toBeLessThan(31_839);
});
