import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { AuditEntry } from '#app/audit/entries.ts';
import type { AuditRecord } from '#app/audit/record.ts';
import { intentOf, outcomeOf } from '#app/testing/audit-records.ts';
import { temporaryFolder } from '../testing/bench.ts';
import { countLines } from './line-bounds.ts';
import { entriesNewestFirst, entriesOldestFirst, furthestApart } from './read-entries.ts';

const trailOf = async (lines: readonly (AuditRecord | string)[]) => {
  const path = join(temporaryFolder(), 'audit.jsonl');
  const text = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  writeFileSync(path, text);
  const handle = await open(path);
  onTestFinished(() => handle.close());
  return { handle, file: '', size: Buffer.byteLength(text) };
};
const collected = async (entries: AsyncIterable<AuditEntry>): Promise<AuditEntry[]> => {
  const all: AuditEntry[] = [];
  for await (const entry of entries) all.push(entry);
  return all;
};
const linesIn = (entry: AuditEntry): readonly number[] =>
  entry.kind === 'operation' ? entry.lines : [entry.line.line];

/** The same file; `read` says how many bytes of it were asked for. */
const counting = (handle: FileHandle) => {
  const count = { read: 0 };
  const counted = new Proxy(handle, {
    get: (target, name) =>
      name === 'read'
        ? (buffer: Buffer, offset: number, length: number, position: number) => {
            count.read += length;
            return target.read(buffer, offset, length, position);
          }
        : (Reflect.get(target, name) as unknown),
  });
  return { handle: counted, count };
};

test('entries in both orders are the same ones, numbered as in the file', async () => {
  const trail = await trailOf([
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
  ]);
  const newest = await collected(entriesNewestFirst(trail, await countLines(trail.handle, trail.size)));
  expect(newest.map(linesIn)).toEqual([[9, 10], [3, 8], [7], [1, 5], [4], [2]]);
  const oldest = await collected(entriesOldestFirst(trail));
  expect(oldest.map(linesIn)).toEqual(newest.map(linesIn).reverse());
});

test('a record whose other half is too far away is an entry of its own', async () => {
  const line = intentOf('filler');
  const between = Math.ceil(furthestApart / JSON.stringify(line).length);
  const filler = Array.from({ length: between }, (_none, n) => intentOf(`filler ${n}`));
  const trail = await trailOf([intentOf('far'), ...filler, outcomeOf('far')]);
  for (const entries of [entriesNewestFirst(trail), entriesOldestFirst(trail)]) {
    expect(await collected(entries)).toHaveLength(between + 2);
  }
});

test('the newest entries of a long trail are read from its end, also where an end has no beginning', async () => {
  const one = JSON.stringify(intentOf('t')).length;
  const many = Array.from({ length: Math.ceil((4 * furthestApart) / one) }, (_none, n) => intentOf(`t${n}`));
  const trail = await trailOf([...many, outcomeOf('alone')]);
  const { handle, count } = counting(trail.handle);
  const entries = entriesNewestFirst({ ...trail, handle });
  expect((await entries.next()).value).toMatchObject({ begin: null, end: { teardown: 'alone' } });
  expect(count.read).toBeLessThan(3 * furthestApart);
  await entries.return(undefined);
});
