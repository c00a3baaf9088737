import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** File name (with forward slashes) → sha256 in lower-case hex. */
export type Checksums = Map<string, string>;

/** Reads the format of `sha256sum`. A line that is none throws: the list is ours. */
export function parseChecksums(text: string): Checksums {
  const sums: Checksums = new Map();
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const match = /^([0-9a-f]{64}) [ *](\S.*)$/.exec(line.trimEnd());
    const [, hash, name] = match ?? [];
    if (hash === undefined || name === undefined) throw new Error(`not a checksum line: ${line}`);
    if (name.split('/').some((part) => part === '..' || part === '')) {
      throw new Error(`not a plain file name in a checksum list: ${name}`);
    }
    if (sums.has(name)) throw new Error(`twice in a checksum list: ${name}`);
    sums.set(name, hash);
  }
  if (sums.size === 0) throw new Error('a checksum list without a line');
  return sums;
}

/** What is wrong with a folder: files that are missing, changed, or not on the list. Empty: nothing. */
export async function findDamage(folder: string, sums: Checksums): Promise<string[]> {
  const present = await listFiles(folder);
  const extra = present.filter((name) => !sums.has(name)).map((name) => `not on the list: ${name}`);
  const checks = [...sums].map(async ([name, expected]) => {
    if (!present.includes(name)) return `missing: ${name}`;
    return (await hashFile(path.join(folder, name), 'sha256', 'hex')) === expected ? '' : `changed: ${name}`;
  });
  return [...extra, ...(await Promise.all(checks))].filter((line) => line !== '');
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
}

export async function hashFile(
  file: string,
  algorithm: 'sha256' | 'sha512',
  encoding: 'hex' | 'base64',
): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest(encoding);
}
