import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { asNobody } from '../testing/as-nobody.ts';
import { temporaryFolder } from '../testing/bench.ts';
import { filesWith } from '../testing/faulty-disk.ts';
import { nodeDisk } from './disk.ts';
import type { Disk } from './disk.ts';
import { saveFile, writeWhole } from './write-whole.ts';

const newFile = (content?: string) => {
  const folder = temporaryFolder();
  const path = join(folder, 'file.json');
  if (content !== undefined) writeFileSync(path, content);
  return { folder, path };
};

interface Options {
  readonly isNew?: boolean;
  readonly disk?: Partial<Disk>;
}
const quick: Partial<Disk> = { pause: () => undefined };

/** Each of the two ways to write; answers the code of what went wrong. */
const ways = {
  writeWhole: async (path: string, text: string, { isNew, disk = quick }: Options = {}) => {
    await Promise.resolve();
    try {
      filesWith(disk).now(writeWhole(path, text, { isNew: isNew === true }));
      return null;
    } catch (error) {
      expect(error).toMatchObject({ path });
      return (error as { code: string }).code;
    }
  },
  saveFile: async (path: string, text: string, { isNew, disk = quick }: Options = {}) => {
    const pieces = [text.slice(0, 3), text.slice(3)];
    const saved = await saveFile(path, pieces, { isNew: isNew === true, files: filesWith(disk) });
    return saved.ok ? null : (saved.fault as { code: string }).code;
  },
};

describe.each(Object.entries(ways))('%s', (way, write) => {
  test('puts the whole text in the place of the old one', async () => {
    const { folder, path } = newFile('old');
    expect(await write(path, 'new text – whole')).toBeNull();
    expect(readFileSync(path, 'utf8')).toBe('new text – whole');
    expect(readdirSync(folder)).toEqual(['file.json']);
  });

  test('leaves the old file and nothing beside it where the new one cannot take its place', async () => {
    const { folder, path } = newFile();
    mkdirSync(path);
    mkdirSync(join(path, 'full'));
    expect(await write(path, 'new')).toMatch(/^(EISDIR|ENOTEMPTY|EPERM)$/);
    expect(readdirSync(folder)).toEqual(['file.json']);
  });

  test('a file that another program holds is tried again for about a second', async ({ skip }) => {
    if (process.getuid?.() !== 0) skip('only root can give a file to another user');
    const { folder, path } = newFile('old');
    const pauses: number[] = [];
    // in a sticky folder a file of another user is not replaced: EPERM, as Windows says of a held one
    chmodSync(folder, 0o1777);
    const release = (ms: number): void => {
      pauses.push(ms);
      if (pauses.length < 3) return;
      process.seteuid?.(0);
      chownSync(path, 65_534, 65_534);
      process.seteuid?.(65_534);
    };
    expect(await asNobody(() => write(path, 'new', { disk: { pause: release } }))).toBeNull();
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(pauses).toHaveLength(3);

    chownSync(path, 0, 0);
    let waitedMs = 0;
    const pause = (ms: number): void => void (waitedMs += ms);
    expect(await asNobody(() => write(path, 'newer', { disk: { pause } }))).toBe('EPERM');
    expect(waitedMs).toBeGreaterThan(900);
    expect(waitedMs).toBeLessThan(1_500);
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['file.json']);
  });

  test('two at once do not share a temporary file', async () => {
    const { folder, path } = newFile();
    const texts = Array.from({ length: 8 }, (_, index) => String(index).repeat(50_000));
    await Promise.all(texts.map((text) => write(path, text)));
    expect(texts).toContain(readFileSync(path, 'utf8'));
    expect(readdirSync(folder)).toEqual(['file.json']);
  });

  test('is on disk before it takes its place, and the place is before it is done', async () => {
    const { path } = newFile('old');
    const calls: string[] = [];
    const disk: Partial<Disk> = {
      write: (...args) => (calls.push('write'), nodeDisk.write(...args)),
      sync: (...args) => (calls.push('sync'), nodeDisk.sync(...args)),
      rename: (...args) => (calls.push('rename'), nodeDisk.rename(...args)),
    };
    expect(await write(path, 'new', { disk })).toBeNull();
    // Windows has no call for a folder
    const ends = process.platform === 'win32' ? ['sync', 'rename'] : ['sync', 'rename', 'sync'];
    expect(calls.filter((name, index) => name !== calls[index - 1])).toEqual(['write', ...ends]);
  });

  test('what is written in parts is written whole', async () => {
    const { path } = newFile('old');
    const disk: Partial<Disk> = { write: (file, bytes) => nodeDisk.write(file, bytes.subarray(0, 2)) };
    expect(await write(path, 'new text', { disk })).toBeNull();
    expect(readFileSync(path, 'utf8')).toBe('new text');
  });

  test('a link is replaced, and what it leads to stays', async ({ skip }) => {
    if (process.platform === 'win32') skip('links need rights here');
    const { folder, path } = newFile();
    const other = join(folder, 'other');
    writeFileSync(other, 'of another');
    symlinkSync(other, path);
    expect(await write(path, 'new')).toBeNull();
    expect(readFileSync(other, 'utf8')).toBe('of another');
    expect([lstatSync(path).isFile(), readFileSync(path, 'utf8')]).toEqual([true, 'new']);
  });

  test('what is no file is not replaced', async ({ skip }) => {
    if (process.platform === 'win32') skip('no such files in a folder here');
    const { folder, path } = newFile();
    execFileSync('mkfifo', [path]);
    expect(await write(path, 'new')).toBe('EFTYPE');
    expect(lstatSync(path).isFIFO()).toBe(true);
    expect(readdirSync(folder)).toEqual(['file.json']);
  });

  test.each<readonly [string, Partial<Disk>]>([
    ['as usual', {}],
    [
      'where a file has one name only',
      {
        link: (_from, to) => {
          throw Object.assign(new Error('no links'), { code: 'EPERM', path: to });
        },
      },
    ],
  ])('a new file is not put over another one, %s', async (_, change) => {
    const disk = { ...quick, ...change };
    const { folder, path } = newFile('old');
    expect(await write(path, 'new', { isNew: true, disk })).toBe('EEXIST');
    expect(readFileSync(path, 'utf8')).toBe('old');
    rmSync(path);
    expect(await write(path, 'new', { isNew: true, disk })).toBeNull();
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['file.json']);
  });

  test('never puts a short file in the place of a good one', async ({ skip }) => {
    if (process.platform === 'win32') skip('no limit on the size of a file here');
    const { folder, path } = newFile('old');
    // the limit lets the first part of a write through, as a disk that has just filled up does
    const script = `
      const { writeWhole, saveFile } = await import(process.argv[1]);
      const { onDisk } = await import(process.argv[4]);
      const text = 'x'.repeat(200_000);
      const saved = process.argv[3] === 'saveFile' ? await saveFile(process.argv[2], [text])
        : (() => { try { onDisk.now(writeWhole(process.argv[2], text)); return { ok: true } } catch (error) { return { ok: false, fault: error } } })();
      process.stdout.write(saved.ok ? 'written' : saved.fault.code);`;
    const [module, steps] = ['write-whole.ts', 'steps.ts'].map((name) => new URL(name, import.meta.url).href);
    const args = [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      script,
      module ?? '',
      path,
      way,
      steps ?? '',
    ];
    const node = [process.execPath, ...args];
    const limited = ['-c', 'ulimit -f 64; exec "$@"', 'sh', ...node];
    const { stdout } = await promisify(execFile)('sh', limited, {
      // tsx keeps its cache in files, which the limit would cut short
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    });
    expect(stdout).toBe('EFBIG');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['file.json']);
  });
});

test('a folder that is missing is made for a file of ours, not for one that a person named', async () => {
  const { folder } = newFile();
  const path = join(folder, 'data', 'file.json');
  expect(await ways.saveFile(path, 'text')).toBe('ENOENT');
  expect(existsSync(join(folder, 'data'))).toBe(false);
  expect(await ways.writeWhole(path, 'text')).toBeNull();
});
