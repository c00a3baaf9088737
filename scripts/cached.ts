import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';

/** The bytes that `make` gives, kept under a name that has a hash of all they are made of. */
export async function cached(name: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const file = join(cacheFolder, name);
  if (existsSync(file)) return readFile(file);
  const bytes = await make();
  await mkdir(dirname(file), { recursive: true });
  const unfinished = await mkdtemp(join(dirname(file), 'writing-'));
  await writeFile(join(unfinished, 'file'), bytes);
  await rename(join(unfinished, 'file'), file);
  await rm(unfinished, { recursive: true });
  return bytes;
}
