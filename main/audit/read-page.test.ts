import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { partOf } from '#app/audit/entries.ts';
import { longestLine, shownOfRaw } from '#app/audit/line.ts';
import type { AuditLine } from '#app/audit/line.ts';
import type { AuditPage } from '#app/audit/page.ts';
import type { AuditRecord } from '#app/audit/record.ts';
import { intentOf, outcomeOf } from '#app/testing/audit-records.ts';
import { nodeDisk } from '../files/disk.ts';
import { onDisk } from '../files/steps.ts';
import { asNobody } from '../testing/as-nobody.ts';
import { temporaryFolder } from '../testing/bench.ts';
import { filesWith } from '../testing/faulty-disk.ts';
import { createAuditTrail } from './audit-trail.ts';
import { readPage } from './read-page.ts';
import { rotateIfFull } from './trail-segments.ts';

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
  const numbers: (number | null)[] = [];
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

test('blank lines take the place of no other, wherever they stand', async () => {
  const path = newTrail(`${intent('t1')}\n\n \n${outcome('t1')}\n\r`);
  const newest = await read(path, null, 1);
  expect(newest.lines.map(told)).toEqual(['4 outcome']);
  expect((await read(path, newest.older, 1)).lines.map(told)).toEqual(['1 intent']);
});

test('lines that are appended between two pages move nothing', async () => {
  const path = newTrail([1, 2, 3, 4].map((n) => `${intent(`t${n}`)}\n`).join(''));
  const newest = await read(path, null, 2);
  appendFileSync(path, `${intent('t5')}\n`);
  expect((await read(path, newest.older, 2)).lines.map(({ line }) => line)).toEqual([2, 1]);
});

describe('a trail in several files', () => {
  const month = (record: AuditRecord, of: string): AuditRecord => ({
    ...record,
    at: record.at.replace('2026-03', of),
  });
  const append = async (path: string, record: AuditRecord): Promise<void> => {
    expect((await createAuditTrail(path).append(record)).ok).toBe(true);
  };
  const names = (path: string) => readdirSync(dirname(path)).sort();

  test('is begun again with each month, and shown as one', async () => {
    const path = newTrail();
    const [january, march] = ['2026-01', '2026-03'];
    await append(path, month(intentOf('t1'), january));
    await append(path, month(outcomeOf('t1'), march));
    await append(path, month(intentOf('t2'), march));
    // a clock that is set back begins nothing
    await append(path, month(outcomeOf('t2'), january));
    expect(names(path)).toEqual(['audit.2026-01.0000001.jsonl', 'audit.jsonl']);
    expect((await read(path)).lines.map(told)).toEqual(['4 outcome', '3 intent', '2 outcome', '1 intent']);
  });

  test('is begun again when it is full, and its pages follow each other without gap or overlap', async () => {
    const long = JSON.stringify({ ...intentOf('t1'), user: 'x'.repeat(700_000) });
    const path = newTrail(`${long}\n`.repeat(12));
    await append(path, intentOf('t2'));
    expect(names(path)).toEqual(['audit.2026-03.0000012.jsonl', 'audit.jsonl']);
    const numbers: (number | null)[] = [];
    let before: AuditPage['older'] = null;
    do {
      const page: AuditPage = await read(path, before);
      numbers.push(...page.lines.map(({ line }) => line));
      before = page.older;
    } while (before !== null);
    expect(numbers).toEqual(Array.from({ length: 13 }, (_none, n) => 13 - n));
  });

  test('a page goes on where it ended, also when the trail was rotated meanwhile', async () => {
    const path = newTrail([1, 2, 3, 4].map((n) => `${intent(`t${n}`)}\n`).join(''));
    const newest = await read(path, null, 2);
    await append(path, month(intentOf('t5'), '2026-04'));
    expect(names(path)).toHaveLength(2);
    const older = await read(path, newest.older, 2);
    expect([older.file, ...older.lines.map(told)]).toEqual([newest.file, '2 intent', '1 intent']);
    expect((await read(path, null, 3)).lines.map(told)).toEqual(['5 intent', '4 intent', '3 intent']);
  });

  test('what a program wrote that still had the full one open is shown, and moves no page', async () => {
    const path = newTrail([1, 2, 3].map((n) => `${intent(`t${n}`)}\n`).join(''));
    await append(path, month(intentOf('t5'), '2026-04'));
    appendFileSync(join(dirname(path), 'audit.2026-03.0000003.jsonl'), `${intent('t4')}\n`);
    const newest = await read(path, null, 3);
    const older = await read(path, newest.older, 3);
    const all = [...newest.lines, ...older.lines].map(
      (line) => line.kind === 'record' && partOf(line.record).id,
    );
    expect(all).toEqual(['t5', 't4', 't3', 't2', 't1'].map((id) => `teardown ${id}`));
  });

  test('one that is rotated as it is read is shown whole', async () => {
    const path = newTrail(`${intent('t1')}\n`);
    let isRotated = false;
    const files = filesWith({
      list: (folder) => {
        const next = month(intentOf('t2'), '2026-04');
        if (!isRotated) onDisk.now(rotateIfFull(path, next.at.slice(0, 7)));
        if (!isRotated) writeFileSync(path, `${JSON.stringify(next)}\n`);
        isRotated = true;
        return nodeDisk.list(folder);
      },
    });
    const page = await readPage(path, null, 5, files);
    expect(page.ok && page.value.lines.map(told)).toEqual(['1 intent']);
    expect((await read(path)).lines.map(told)).toEqual(['2 intent', '1 intent']);
  });

  test('one whose oldest file was taken away is another trail', async () => {
    const path = newTrail(`${intent('t1')}\n`);
    await append(path, month(intentOf('t2'), '2026-04'));
    await append(path, month(intentOf('t3'), '2026-05'));
    const newest = await read(path, null, 1);
    rmSync(join(dirname(path), 'audit.2026-03.0000001.jsonl'));
    expect((await read(path, newest.older, 5)).lines.map(told)).toEqual(['3 intent', '2 intent']);
  });

  test('of two programs that find it full at once one begins it again', async () => {
    const path = newTrail(`${intent('t0')}\n`);
    const records = Array.from({ length: 8 }, (_none, n) => month(intentOf(`t${n + 1}`), '2026-04'));
    await Promise.all(records.map((record) => append(path, record)));
    expect(names(path)).toEqual(['audit.2026-03.0000001.jsonl', 'audit.jsonl']);
    expect((await read(path)).lines).toHaveLength(9);
  });

  test('a folder of another name, or another trail beside it, is none of its files', async () => {
    const path = newTrail(`${intent('t1')}\n`);
    const folder = dirname(path);
    mkdirSync(join(folder, 'audit.2026-01.0000001.jsonl'));
    for (const name of [
      'audit-simulated.2026-01.0000001.jsonl',
      'audit.2026-01.jsonl',
      'audit.2026-1.0000001.jsonl',
    ])
      writeFileSync(join(folder, name), `${intent('t9')}\n`);
    expect((await read(path)).lines.map(told)).toEqual(['1 intent']);
  });
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
