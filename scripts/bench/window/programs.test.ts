import { mkdtemp, readFile, rm } from 'node:fs/promises';
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
    const main = await readFile(path.join(out, 'index.js'), 'utf8');
    expect(main).toContain('unjamBench');
    expect(main).toContain('createRouter');
  },
);
