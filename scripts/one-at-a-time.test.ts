import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

let folder = '';
let lock = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'unjam-lock-'));
  lock = path.join(folder, 'lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the second waits for the first', async () => {
  const log: string[] = [];
  const task = (name: string) => async (): Promise<void> => {
    log.push(`${name} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    log.push(`${name} ends`);
  };
  await Promise.all([oneAtATime(lock, task('a')), oneAtATime(lock, task('b'))]);
  expect(log).toHaveLength(4);
  expect(log[1]).toBe(log[0]?.replace('begins', 'ends'));
});

test('a failure gives the lock back', async () => {
  await expect(oneAtATime(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(lock)).toBe(false);
});

test('a lock whose holder is dead is taken over', async () => {
  await mkdir(lock);
  // Above the highest number that Linux gives.
  await writeFile(path.join(lock, 'pid'), String(2 ** 22 + 1));
  expect(await oneAtATime(lock, () => Promise.resolve('done'))).toBe('done');
});
