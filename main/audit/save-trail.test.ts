import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { intentOf, measureEndOf, measureStartOf, outcomeOf } from '#app/testing/audit-records.ts';
import type { AuditRecord } from '#app/audit/record.ts';
import { temporaryFolder } from '../testing/bench.ts';
import { saveTrail } from './save-trail.ts';
import { watchTrail } from './watch-trail.ts';

const place = (lines: readonly (AuditRecord | string)[]) => {
  const folder = temporaryFolder();
  const path = join(folder, 'audit.jsonl');
  const text = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  writeFileSync(path, text);
  return { folder, path, target: join(folder, 'saved') };
};
const trail = [
  intentOf('t1', 1),
  measureStartOf('m1', 2),
  intentOf('t2', 3),
  '{"torn',
  outcomeOf('t1', 5),
  measureEndOf('m1', 6),
];

test('JSON holds every record as it was, operations joined, oldest first', async () => {
  const { path, target, folder } = place(trail);
  expect(await saveTrail(path, target, 'json', '')).toEqual({ ok: true, value: undefined });
  expect(JSON.parse(readFileSync(target, 'utf8'))).toMatchObject({
    schema: 1,
    entries: [
      { lines: [3], begin: trail[2], end: null },
      { kind: 'damaged', line: 4, text: '{"torn' },
      { lines: [1, 5], begin: trail[0], end: trail[4] },
      { lines: [2, 6], begin: trail[1], end: trail[5] },
    ],
  });
  expect(readdirSync(folder).sort()).toEqual(['audit.jsonl', 'saved']);
});

test('CSV has a line for each entry, and only those that the filter shows', async () => {
  const { path, target } = place(trail);
  await saveTrail(path, target, 'csv', '');
  const all = readFileSync(target, 'utf8');
  expect(all.startsWith('\uFEFFBegun,Ended,Action,')).toBe(true);
  expect(all.trimEnd().split('\r\n')).toHaveLength(5);
  await saveTrail(path, target, 'csv', 'freed');
  const [, row, ...more] = readFileSync(target, 'utf8').trimEnd().split('\r\n');
  expect(row).toMatch(/^"2026-03-01T09:00:01.000Z","2026-03-01T09:00:05.000Z","Close channel",/);
  expect(more).toEqual([]);
});

test('a trail that does not exist yet is saved as an empty one', async () => {
  const folder = temporaryFolder();
  const target = join(folder, 'saved');
  await saveTrail(join(folder, 'none.jsonl'), target, 'json', '');
  expect(JSON.parse(readFileSync(target, 'utf8'))).toEqual({ schema: 1, entries: [] });
});

test('what cannot be written leaves nothing behind, and what was there stays', async () => {
  const { path, folder } = place(trail);
  const target = join(folder, 'taken');
  mkdirSync(join(target, 'inside'), { recursive: true });
  expect(await saveTrail(path, target, 'csv', '')).toMatchObject({
    ok: false,
    fault: { kind: 'file-unwritable', path: target },
  });
  expect(readdirSync(folder).sort()).toEqual(['audit.jsonl', 'taken']);
  expect(existsSync(join(target, 'inside'))).toBe(true);
  expect(await saveTrail(path, join(folder, 'no', 'such'), 'csv', '')).toMatchObject({
    fault: { kind: 'file-unwritable', code: 'ENOENT' },
  });
});

test('a trail that cannot be read leaves no file', async () => {
  const folder = temporaryFolder();
  const target = join(folder, 'saved');
  const path = join(folder, 'audit.jsonl');
  mkdirSync(path);
  expect(await saveTrail(path, target, 'csv', '')).toMatchObject({ ok: false });
  expect(existsSync(target)).toBe(false);
});

test('who watches hears of the first record and of later ones, and of nothing else in the folder', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'audit.jsonl');
  let heard = (): void => undefined;
  let changes = 0;
  const next = () => new Promise<void>((resolve) => (heard = resolve));
  const stop = watchTrail(path, () => {
    changes += 1;
    heard();
  });
  const log = join(folder, 'unjam.log');
  let stopLog = (): void => undefined;
  const logWritten = new Promise<void>((resolve) => (stopLog = watchTrail(log, resolve)));
  writeFileSync(log, 'a line\n');
  await logWritten;
  stopLog();
  expect(changes).toBe(0);
  const appeared = next();
  writeFileSync(path, `${JSON.stringify(intentOf('t1'))}\n`);
  await appeared;
  const grown = next();
  appendFileSync(path, `${JSON.stringify(outcomeOf('t1'))}\n`);
  await grown;
  stop();
  expect(changes).toBe(2);
});

test('a folder that does not exist is not watched, which harms nothing', () => {
  expect(() => watchTrail(join(temporaryFolder(), 'none', 'audit.jsonl'), () => undefined)()).not.toThrow();
});
