import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AuditEntry } from '#app/audit/entries.ts';
import type { AuditRecord } from '#app/audit/record.ts';
import { intentOf, outcomeOf } from '#app/testing/audit-records.ts';
import { temporaryFolder } from '../testing/bench.ts';
import { filesWith } from '../testing/faulty-disk.ts';
import { nodeDisk } from '../files/disk.ts';
import type { Numbering } from './line-numbers.ts';
import { withTrail } from './open-trail.ts';
import type { OpenTrail } from './open-trail.ts';
import { entriesNewestFirst, entriesOldestFirst, furthestApart } from './read-entries.ts';

/** A trail of these lines, in files of so many; `read` counts the bytes that are asked for. */
const trailOf = (lines: readonly (AuditRecord | string)[], inSegment = Infinity) => {
  const path = join(temporaryFolder(), 'audit.jsonl');
  const texts = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
  for (let from = 0; from < texts.length; from += inSegment) {
    const last = from + inSegment;
    const segment = `audit.2026-03.${String(last).padStart(7, '0')}.jsonl`;
    const file = last < texts.length ? join(path, '..', segment) : path;
    writeFileSync(file, texts.slice(from, last).join(''));
  }
  const count = { read: 0 };
  const files = filesWith({
    read: (file, into, at) => {
      count.read += into.length;
      return nodeDisk.read(file, into, at);
    },
  });
  const use = async <T>(work: (trail: OpenTrail) => Promise<T>): Promise<T> => {
    const used = await withTrail(
      path,
      (trail) => (trail === null ? Promise.reject(new Error('none')) : work(trail)),
      files,
    );
    if (!used.ok) throw new Error(used.fault.kind);
    return used.value;
  };
  return { path, use, count };
};
const collected = async (entries: AsyncIterable<AuditEntry>): Promise<AuditEntry[]> => {
  const all: AuditEntry[] = [];
  for await (const entry of entries) all.push(entry);
  return all;
};
const linesIn = (entry: AuditEntry): readonly (number | null)[] =>
  entry.kind === 'operation' ? entry.lines : [entry.line.line];

test.each([Infinity, 7, 3, 1])(
  'entries in both orders are the same ones, numbered, in files of %s',
  async (inSegment) => {
    const trail = trailOf(
      [
        intentOf('a'),
        outcomeOf('alone'),
        intentOf('b'),
        '{"torn',
        outcomeOf('a'),
        '',
        intentOf('c'),
        outcomeOf('b'),
        intentOf('b'),
        outcomeOf('b'),
      ],
      inSegment,
    );
    const newest = await trail.use((open) => collected(entriesNewestFirst(open, 'always')));
    expect(newest.map(linesIn)).toEqual([[9, 10], [3, 8], [7], [1, 5], [4], [2]]);
    const oldest = await trail.use((open) => collected(entriesOldestFirst(open)));
    expect(oldest.map(linesIn)).toEqual(newest.map(linesIn).reverse());
  },
);

test('a record whose other half is too far away is an entry of its own', async () => {
  const line = intentOf('filler');
  const between = Math.ceil(furthestApart / JSON.stringify(line).length);
  const filler = Array.from({ length: between }, (_none, n) => intentOf(`filler ${n}`));
  const trail = trailOf([intentOf('far'), ...filler, outcomeOf('far')]);
  for (const entries of [(open: OpenTrail) => entriesNewestFirst(open, 'always'), entriesOldestFirst]) {
    expect(await trail.use((open) => collected(entries(open)))).toHaveLength(between + 2);
  }
});

const first = (
  trail: ReturnType<typeof trailOf>,
  count: number,
  numbering: Numbering = 'never',
): Promise<AuditEntry[]> =>
  trail.use(async (open) => {
    const entries = entriesNewestFirst(open, numbering);
    const found: AuditEntry[] = [];
    while (found.length < count) {
      const next = await entries.next();
      if (next.done === true) break;
      found.push(next.value);
    }
    await entries.return(undefined);
    return found;
  });

const many = (bytes: number): AuditRecord[] => {
  const one = JSON.stringify(intentOf('t')).length;
  return Array.from({ length: Math.ceil(bytes / one) }, (_none, n) => intentOf(`t${n}`));
};

test('the newest entries of a long trail are read from its end, also where an end has no beginning', async () => {
  const trail = trailOf([...many(5 * furthestApart), outcomeOf('alone')]);
  expect(await first(trail, 1)).toMatchObject([{ begin: null, end: { teardown: 'alone' } }]);
  expect(trail.count.read).toBeLessThan(3 * furthestApart);
});

test('nor do blank lines or a huge one keep them back', async () => {
  const blank = 17_000_000;
  for (const last of ['\n'.repeat(blank), '\r\n'.repeat(blank / 2), 'x'.repeat(blank)]) {
    const trail = trailOf([...many(100_000), outcomeOf('newest'), last]);
    const found = await first(trail, 2);
    expect(found).toContainEqual(expect.objectContaining({ end: outcomeOf('newest') }));
    expect(trail.count.read).toBeLessThan(blank + 1_000_000);
  }
});

test('a line is numbered where its file is short, and where all of it is read', async () => {
  const lines = Array.from({ length: 80 }, () => JSON.stringify({ level: 'x'.repeat(900_000) }));
  const trail = trailOf(lines);
  const cheap = 'where it is cheap';
  expect((await first(trail, 1, cheap)).map(linesIn)).toEqual([[null]]);
  const [newest] = await trail.use((open) => collected(entriesNewestFirst(open, 'always')));
  expect(newest && linesIn(newest)).toEqual([80]);
  // rotated, only its newest file is counted
  const segments = trailOf(lines, 20);
  expect((await first(segments, 1, cheap)).map(linesIn)).toEqual([[80]]);
  expect(segments.count.read).toBeLessThan(30_000_000);
});
