import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/bench.ts';
import { putAside, readJson } from './read-json.ts';

const json = '{"name":"Jürgen"}';

test.each<readonly [string, string | Buffer, unknown]>([
  ['as we write it', json, { name: 'Jürgen' }],
  ['with a byte order mark', `\ufeff${json}`, { name: 'Jürgen' }],
  ['as UTF-16 with its mark', Buffer.from(`\ufeff${json}`, 'utf16le'), { name: 'Jürgen' }],
  [
    'as big-endian UTF-16 with its mark',
    Buffer.from(`\ufeff${json}`, 'utf16le').swap16(),
    { name: 'Jürgen' },
  ],
  ['cut short', '{"na', undefined],
  ['empty', '', undefined],
  ['full of zeros', Buffer.alloc(4096), undefined],
])('a file %s', (_, content, value) => {
  const path = join(temporaryFolder(), 'file.json');
  writeFileSync(path, content);
  expect(readJson(path)).toEqual({ value });
});

test('a file that is missing is none; one that cannot be read is a system error', () => {
  const folder = temporaryFolder();
  expect(readJson(join(folder, 'file.json'))).toBeNull();
  expect(() => readJson(folder)).toThrow(expect.objectContaining({ code: 'EISDIR' }));
});

test('each damaged file is put aside under a name of its own', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'my.settings.json');
  for (const text of ['one', 'two']) {
    writeFileSync(path, text);
    expect(readFileSync(putAside(path), 'utf8')).toBe(text);
  }
  expect(readdirSync(folder)).toEqual(['my.settings.damaged-1.json', 'my.settings.damaged-2.json']);
});
