import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { buildMain } from './programs.ts';

test(
  'the measured program is the shipped one but for its seams, and all of them are met',
  { timeout: 120_000 },
  async () => {
    const out = await mkdtemp(path.join(tmpdir(), 'unjam-bench-build-'));
    onTestFinished(() => rm(out, { recursive: true, force: true }));
    await buildMain(out);
    // what main reads once the window is open lies beside its first file
    const files = await readdir(out);
    const scripts = files.filter((file) => file.endsWith('.js'));
    const main = (await Promise.all(scripts.map((file) => readFile(path.join(out, file), 'utf8')))).join(
      '\n',
    );
    expect(main).toContain('unjamBench');
    expect(main).toContain('createRouter');
  },
);
