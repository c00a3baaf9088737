import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/bench.ts';
import { putAside, readJson } from './read-json.ts';
import { onDisk } from './steps.ts';

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
  ['as UTF-16 without a mark', Buffer.from(json, 'utf16le'), { name: 'Jürgen' }],
  ['as big-endian UTF-16 without a mark', Buffer.from(json, 'utf16le').swap16(), { name: 'Jürgen' }],
  ['in the code page of old', Buffer.from(json, 'latin1'), { name: 'Jürgen' }],
  ['nested too deeply to be written again', `${'['.repeat(500_000)}${']'.repeat(500_000)}`, undefined],
  ['cut short', '{"na', undefined],
  ['empty', '', undefined],
  ['full of zeros', Buffer.alloc(4096), undefined],
])('a file %s', (_, content, value) => {
  const path = join(temporaryFolder(), 'file.json');
  writeFileSync(path, content);
  expect(onDisk.now(readJson(path))).toEqual({ value });
});

test('a file that is missing is none; one that cannot be read is a system error', () => {
  const folder = temporaryFolder();
  expect(onDisk.now(readJson(join(folder, 'file.json')))).toBeNull();
  expect(() => onDisk.now(readJson(folder))).toThrow(expect.objectContaining({ code: 'EISDIR' }));
});

test('a pipe or a device is not waited for, and a huge file not read', async ({ skip }) => {
  if (process.platform === 'win32') skip('no such files in a folder here');
  const folder = temporaryFolder();
  const path = join(folder, 'file.json');
  execFileSync('mkfifo', [path]);
  for (const at of [path, '/dev/zero']) {
    expect(() => onDisk.now(readJson(at))).toThrow(expect.objectContaining({ code: 'EFTYPE', path: at }));
    await expect(onDisk.later(readJson(at))).rejects.toMatchObject({ code: 'EFTYPE', path: at });
  }
  rmSync(path);
  writeFileSync(path, '');
  truncateSync(path, 5_000_000_000);
  expect(() => onDisk.now(readJson(path))).toThrow(expect.objectContaining({ code: 'EFBIG' }));
});

test('each damaged file is put aside under a name of its own', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'my.settings.json');
  for (const text of ['one', 'two']) {
    writeFileSync(path, text);
    expect(readFileSync(onDisk.now(putAside(path)), 'utf8')).toBe(text);
  }
  expect(readdirSync(folder)).toEqual(['my.settings.damaged-1.json', 'my.settings.damaged-2.json']);
});
