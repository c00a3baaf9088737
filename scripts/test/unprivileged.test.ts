import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isOpenToAll } from './unprivileged.ts';

test('a file below a closed folder is not open to all', async (context) => {
  if (process.platform === 'win32') context.skip('Windows has no mode bits');
  const folder = await mkdtemp(path.join(tmpdir(), 'unjam-open-'));
  try {
    const inner = path.join(folder, 'inner');
    const program = path.join(inner, 'program');
    await mkdir(inner);
    await writeFile(program, '');
    for (const place of [folder, inner, program]) await chmod(place, 0o755);
    expect(await isOpenToAll(program)).toBe(true);
    await chmod(inner, 0o700);
    expect(await isOpenToAll(program)).toBe(false);
    await chmod(inner, 0o755);
    await chmod(program, 0o744);
    expect(await isOpenToAll(program)).toBe(false);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
