import { appendFileSync, chmodSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { longestLine, shownOfRaw } from '#app/audit/line.ts';
import type { AuditLine } from '#app/audit/line.ts';
import type { AuditPage } from '#app/audit/page.ts';
import { intentOf, outcomeOf } from '#app/testing/audit-records.ts';
import { asNobody } from '../testing/as-nobody.ts';
import { temporaryFolder } from '../testing/bench.ts';
import { readPage } from './read-page.ts';

const newTrail = (content?: string | Buffer): string => {
  const path = join(temporaryFolder(), 'audit.jsonl');
  if (content !== undefined) writeFileSync(path, content);
  return path;
};
const intent = (id: string) => JSON.stringify(intentOf(id));
const outcome = (id: string) => JSON.stringify(outcomeOf(id));

const read = async (path: string, before: AuditPage['older'] = null, length?: number): Promise<AuditPage> => {
  const page = await readPage(path, before, length);
  if (!page.ok) throw new Error(`not read: ${page.fault.kind}`);
  return page.value;
};
const told = (line: AuditLine): string =>
  line.kind === 'record' ? `${line.line} ${line.record.record}` : `${line.line} ${line.kind} ${line.reason}`;

test('a trail that does not exist yet is empty, and is there once it appears', async () => {
  const path = newTrail();
  expect(await read(path)).toEqual({ path, file: null, lines: [], older: null });
  writeFileSync(path, `${intent('t1')}\n`);
  expect((await read(path)).lines.map(told)).toEqual(['1 intent']);
  rmSync(path);
  expect(await read(path)).toMatchObject({ file: null, lines: [] });
});

test('lines come newest first, and one that is damaged or foreign hides no other', async () => {
  const path = newTrail(
    Buffer.concat([
      Buffer.from(`${intent('t1')}\n{"torn\n\n{"level":"info"}\r\n`),
      Buffer.from([0xff, 0xfe, 0x22, 0x0a]),
      Buffer.from(`${outcome('t1')}\n${intent('t2').slice(0, 60)}`),
    ]),
  );
  const page = await read(path);
  expect(page.lines.map(told)).toEqual([
    '7 damaged torn',
    '6 outcome',
    '5 damaged not-utf8',
    '4 foreign not-a-record',
    '2 damaged not-json',
    '1 intent',
  ]);
  expect(page.older).toBeNull();
  expect(page.lines[4]).toMatchObject({ text: '{"torn', offset: intent('t1').length + 1 });
});

test('a record whose line end was not written yet is a record', async () => {
  expect((await read(newTrail(`${intent('t1')}\n${outcome('t1')}`))).lines.map(told)).toEqual([
    '2 outcome',
    '1 intent',
  ]);
});

test('pages follow each other without gap or overlap, with the numbers of the lines', async () => {
  const path = newTrail(Array.from({ length: 23 }, (_none, n) => `${intent(`t${n + 1}`)}\n`).join(''));
  const numbers: number[] = [];
  const sizes: number[] = [];
  let before: AuditPage['older'] = null;
  do {
    const page: AuditPage = await read(path, before, 10);
    numbers.push(...page.lines.map(({ line }) => line));
    sizes.push(page.lines.length);
    before = page.older;
  } while (before !== null);
  expect(sizes).toEqual([10, 10, 3]);
  expect(numbers).toEqual(Array.from({ length: 23 }, (_none, n) => 23 - n));
});

test('lines that are appended between two pages move nothing', async () => {
  const path = newTrail([1, 2, 3, 4].map((n) => `${intent(`t${n}`)}\n`).join(''));
  const newest = await read(path, null, 2);
  appendFileSync(path, `${intent('t5')}\n`);
  expect((await read(path, newest.older, 2)).lines.map(({ line }) => line)).toEqual([2, 1]);
});

test('where the file was cut off or replaced meanwhile, its newest page is read', async () => {
  const path = newTrail([1, 2, 3, 4].map((n) => `${intent(`t${n}`)}\n`).join(''));
  const newest = await read(path, null, 1);
  truncateSync(path, intent('t1').length + 1);
  expect((await read(path, newest.older, 2)).lines.map(told)).toEqual(['1 intent']);
  writeFileSync(path, `{"level":"info"}\n${intent('t9')}\n${outcome('t9')}\n${intent('t10')}\n`);
  expect((await read(path, newest.older, 2)).lines.map(({ line }) => line)).toEqual([4, 3]);
});

test('a huge line is shown by its beginning and costs the others nothing', async () => {
  const path = newTrail(`${intent('t1')}\n${'x'.repeat(longestLine + 1)}\n${outcome('t1')}\n`);
  const page = await read(path);
  expect(page.lines.map(told)).toEqual(['3 outcome', '2 damaged too-long', '1 intent']);
  expect(page.lines[1]).toMatchObject({ text: 'x'.repeat(shownOfRaw), cut: true });
});

test('many long lines make short pages, and still at least one line each', async () => {
  const long = JSON.stringify({ level: 'x'.repeat(900_000) });
  const path = newTrail(`${long}\n`.repeat(12));
  let count = 0;
  let before: AuditPage['older'] = null;
  do {
    const page: AuditPage = await read(path, before);
    expect(page.lines.length).toBeGreaterThan(0);
    expect(page.lines.length).toBeLessThan(6);
    count += page.lines.length;
    before = page.older;
  } while (before !== null);
  expect(count).toBe(12);
});

test('of 100,000 lines the newest page is read, and its numbers are right', { timeout: 30_000 }, async () => {
  const line = `${intent('t')}\n`;
  const path = newTrail(line.repeat(100_000));
  const page = await read(path);
  expect(page.lines).toHaveLength(500);
  expect(page.lines[0]).toMatchObject({ kind: 'record', line: 100_000 });
  expect(page.older).toMatchObject({ line: 99_501, offset: 99_500 * line.length });
});

test('what may not be read, or is no file, is a fault', async ({ skip }) => {
  if (process.platform === 'win32') skip('file rights are not POSIX here');
  const path = newTrail(`${intent('t1')}\n`);
  chmodSync(path, 0);
  expect(await asNobody(() => readPage(path, null))).toEqual({
    ok: false,
    fault: { kind: 'file-unreadable', path, code: 'EACCES' },
  });
  const folder = join(temporaryFolder(), 'audit.jsonl');
  mkdirSync(folder);
  expect(await readPage(folder, null)).toMatchObject({ ok: false, fault: { code: 'EISDIR' } });
});
