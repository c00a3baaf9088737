import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { asNobody } from '../testing/as-nobody.ts';
import { temporaryFolder } from '../testing/bench.ts';
import { saveFile, writeWhole } from './write-whole.ts';

const newFile = (content?: string) => {
  const folder = temporaryFolder();
  const path = join(folder, 'file.json');
  if (content !== undefined) writeFileSync(path, content);
  return { folder, path };
};

/** Each of the two ways to write, as a promise that rejects or answers a fault. */
const ways = {
  writeWhole: async (path: string, text: string, pause?: (ms: number) => void): Promise<string | null> => {
    await Promise.resolve();
    try {
      writeWhole(path, text, pause);
      return null;
    } catch (error) {
      return (error as { code: string }).code;
    }
  },
  saveFile: async (path: string, text: string, pause: (ms: number) => void = () => undefined) => {
    const saved = await saveFile(path, [text.slice(0, 3), text.slice(3)], (ms) => Promise.resolve(pause(ms)));
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
    expect(await asNobody(() => write(path, 'new', release))).toBeNull();
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(pauses).toHaveLength(3);

    chownSync(path, 0, 0);
    let waitedMs = 0;
    expect(await asNobody(() => write(path, 'newer', (ms) => void (waitedMs += ms)))).toBe('EPERM');
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

  test('never puts a short file in the place of a good one', async ({ skip }) => {
    if (process.platform === 'win32') skip('no limit on the size of a file here');
    const { folder, path } = newFile('old');
    // the limit lets the first part of a write through, as a disk that has just filled up does
    const script = `
      const module = await import(process.argv[1]);
      const text = 'x'.repeat(200_000);
      const saved = process.argv[3] === 'saveFile' ? await module.saveFile(process.argv[2], [text])
        : (() => { try { module.writeWhole(process.argv[2], text); return { ok: true } } catch (error) { return { ok: false, fault: error } } })();
      process.stdout.write(saved.ok ? 'written' : saved.fault.code);`;
    const module = new URL('write-whole.ts', import.meta.url).href;
    const node = [
      process.execPath,
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      script,
      module,
      path,
      way,
    ];
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
