import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findDamage, parseChecksums } from './checksums.ts';
import { standIn } from './stand-in-pin.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('a checksum list', () => {
  test('is read as sha256sum writes it', () => {
    const sums = parseChecksums(`${hash('a')}  a.txt\n${hash('b')} *sub/b c.bin\n`);
    expect([...sums]).toEqual([
      ['a.txt', hash('a')],
      ['sub/b c.bin', hash('b')],
    ]);
  });

  test.each([
    ['nothing at all', ''],
    ['a hash that is too short', `${hash('a').slice(1)}  a.txt`],
    ['a way out of the folder', `${hash('a')}  ../a.txt`],
    ['an absolute name', `${hash('a')}  /a.txt`],
    ['a name twice', `${hash('a')}  a.txt\n${hash('b')}  a.txt`],
  ])('is refused with %s', (_, text) => {
    expect(() => parseChecksums(text)).toThrow();
  });

  test('of the stand-in names the files that run', async () => {
    const sums = parseChecksums(await readFile(standIn.checksumList, 'utf8'));
    for (const name of ['electron', 'chrome_crashpad_handler', 'libffmpeg.so', 'version']) {
      expect(sums.has(name), name).toBe(true);
    }
    expect(sums.get('version')).toBe(hash(standIn.electronVersion));
  });
});

describe('damage in a folder', () => {
  const sums = parseChecksums(`${hash('a')}  a.txt\n${hash('b')}  sub/b.txt\n`);
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'unjam-checksums-'));
    await mkdir(path.join(folder, 'sub'));
    await writeFile(path.join(folder, 'a.txt'), 'a');
    await writeFile(path.join(folder, 'sub', 'b.txt'), 'b');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('is none in a whole one', async () => {
    expect(await findDamage(folder, sums)).toEqual([]);
  });

  test('is a changed file', async () => {
    await writeFile(path.join(folder, 'sub', 'b.txt'), 'B');
    expect(await findDamage(folder, sums)).toEqual(['changed: sub/b.txt']);
  });

  test('is a missing file', async () => {
    await rm(path.join(folder, 'a.txt'));
    expect(await findDamage(folder, sums)).toEqual(['missing: a.txt']);
  });

  test('is a file that nobody listed', async () => {
    await writeFile(path.join(folder, 'sub', 'app.asar'), 'x');
    expect(await findDamage(folder, sums)).toEqual(['not on the list: sub/app.asar']);
  });
});
