import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Gathering } from '#app/report/gathering.ts';
import type { Report } from '#app/report/gathering.ts';
import type { LeftOut } from '#app/report/tables.ts';
import { temporaryFolder } from '../testing/bench.ts';
import { nameOfFile, objectsIn, readResults } from './read-results.ts';

const folderWith = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
};

const read = async (...paths: string[]): Promise<{ report: Report; leftOut: string[]; files: number }> => {
  const gathering = new Gathering();
  const leftOut: LeftOut[] = [];
  const files = await readResults(paths, {
    take: (found, name) => gathering.add(found, name),
    leaveOut: (one) => void leftOut.push(one),
  });
  const said = leftOut.map(({ path, because, code, parts }) =>
    [path.slice(path.lastIndexOf('/') + 1), because, code, parts].filter((part) => part !== null).join(' '),
  );
  return { report: gathering.report(), leftOut: said.sort(), files };
};

const checked = (more: object = {}): object => ({
  ...{ schema: 1, computer: 'PC-1', version: '0.1.0', at: '2026-11-03T09:00:00.000Z' },
  ...{ complaint: 'unknown', verdicts: [], asked: [], simulated: false },
  ...more,
});
const pretty = JSON.stringify(checked(), null, 2);
const line = JSON.stringify(checked());

test('an object, pretty or in one line, lines of objects, several below each other, and a list', async () => {
  const { report, leftOut } = await read(
    folderWith({
      'a.json': pretty,
      'b.json': line,
      'c.jsonl': `${line}\n\n${line}\r\n`,
      'd.log': `${pretty}\n${pretty.replaceAll('\n', '\r\n')}\r\n`,
      'e.json': `[${line},${pretty}]`,
      'f.json': '{"schema": 1,\n"verdicts":[], "simulated":false\n}',
    }),
  );
  expect(leftOut).toEqual([]);
  expect(report.results).toBe(9);
});

test('as Notepad and PowerShell save it: with a byte order mark, or as UTF-16', async () => {
  const { report } = await read(
    folderWith({
      'a.json': `\uFEFF${pretty}`,
      'b.json': Buffer.from(`\uFEFF${pretty}`, 'utf16le'),
    }),
  );
  expect(report.results).toBe(2);
});

test('damaged, foreign and newer files are named, and the others are read', async () => {
  const folder = folderWith({
    'cut.json': pretty.slice(0, 90),
    'empty.json': '',
    'table.csv': 'a;b\r\n1;2\r\n',
    'other.json': '{"name":"left-pad","version":"1.0.0"}',
    'newer.json': JSON.stringify({ ...checked(), schema: 2 }),
    'torn.jsonl': `${line}\n{"torn\n${line}\n{}\n`,
    'below.json': `${pretty.slice(0, 90)}\n${pretty}`,
    'good.json': pretty,
    '.hidden.json': pretty,
  });
  const { report, leftOut, files } = await read(folder, join(folder, 'nothing.json'));
  expect(leftOut).toEqual([
    ...['below.json damaged 1', 'cut.json damaged', 'empty.json damaged', 'newer.json newer'],
    ...['nothing.json unreadable ENOENT', 'other.json foreign', 'table.csv damaged'],
    ...['torn.jsonl damaged 1', 'torn.jsonl foreign 1'],
  ]);
  expect([report.results, files]).toEqual([4, 8]);
});

test('folders are walked; a file that is named twice counts once', async () => {
  const folder = folderWith({ 'a/b/c/deep.json': pretty, 'top.json': pretty });
  const { report, files } = await read(folder, join(folder, 'top.json'), join(folder, 'a'));
  expect([report.results, files]).toEqual([2, 2]);
});

test('a link in a folder is not followed, one that is named is', async ({ skip }) => {
  if (process.platform === 'win32') skip('links take a right here');
  const outside = folderWith({ 'secret.json': pretty });
  const folder = folderWith({ 'good.json': pretty });
  symlinkSync(outside, join(folder, 'away'));
  symlinkSync(join(outside, 'secret.json'), join(folder, 'one.json'));
  symlinkSync(folder, join(folder, 'round'));
  const { report, leftOut } = await read(folder);
  expect(report.results).toBe(1);
  expect(leftOut).toEqual(['away link', 'one.json link', 'round link']);
  expect((await read(join(folder, 'away'))).report.results).toBe(1);
});

test('a huge file is named and not read; one of some MB is read', async () => {
  const folder = folderWith({ 'huge.json': '', 'long.jsonl': `${line}\n`.repeat(9_000) });
  truncateSync(join(folder, 'huge.json'), 34_000_000);
  const { report, leftOut } = await read(folder);
  expect(leftOut).toEqual(['huge.json too-large']);
  expect(report.results).toBe(9_000);
});

describe('a result that does not name its computer', () => {
  test('has the name of its file, or of its folder where a script named all files alike', () => {
    expect(nameOfFile('/results/PC-0012.json')).toBe('PC-0012');
    expect(nameOfFile('/results/PC-0012.office.example')).toBe('PC-0012.office.example');
    expect(nameOfFile('/results/PC-0012/check.json')).toBe('PC-0012');
    expect(nameOfFile('/results/PC-0012/audit-simulated.jsonl')).toBe('PC-0012');
    expect(nameOfFile('/results/audit-2.json')).toBe('audit-2');
  });

  test('is counted as such', async () => {
    const old = JSON.stringify(checked({ computer: undefined }));
    const { report } = await read(folderWith({ 'OLD-PC.json': old, 'b.json': pretty }));
    expect(report.unnamed).toBe(1);
    expect(report.computers.map(({ computer }) => computer)).toEqual(['OLD-PC', 'PC-1']);
  });
});

test('objects below each other come back, whatever is in them', { timeout: 30_000 }, () => {
  const value = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 2 }), { minKeys: 1 });
  const layout = fc.constantFrom(0, 1, 2, '\t');
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, layout), { maxLength: 6 }),
      fc.constantFrom('\n', '\r\n'),
      (all, end) => {
        const text = all
          .map(([one, indent]) => JSON.stringify(one, null, indent).replaceAll('\n', end) + end)
          .join('');
        expect([...objectsIn(text)].map((object) => JSON.stringify(JSON.parse(object)))).toEqual(
          // JSON has no -0
          all.map(([one]) => JSON.stringify(JSON.parse(JSON.stringify(one)))),
        );
      },
    ),
  );
});

test('no text and no JSON breaks it', { timeout: 30_000 }, async () => {
  const folder = folderWith({});
  const path = join(folder, 'any.json');
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc
      .tuple(
        fc.constantFrom('verdicts', 'scanned', 'record', 'entries', 'time', 'printers', 'rules'),
        fc.jsonValue(),
      )
      .map(([field, any]) => JSON.stringify({ ...checked(), [field]: any })),
  );
  await fc.assert(
    fc.asyncProperty(text, async (content) => {
      writeFileSync(path, content);
      const { report, files } = await read(path);
      expect(files).toBe(1);
      expect(report.results).toBeGreaterThanOrEqual(0);
    }),
  );
});
