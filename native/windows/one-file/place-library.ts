import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const readIfThere = (file: string): Uint8Array | null => {
  try {
    return readFileSync(file);
  } catch {
    // missing, locked, or not ours to read: it is not the library then
    return null;
  }
};

const removeIfThere = (file: string): void => {
  try {
    rmSync(file, { force: true });
  } catch {
    // it takes a megabyte, and no more
  }
};

/**
 * Puts the library that the program carries into a file, for Windows loads libraries from files only, and answers the
 * file. One that is there counts if it has the same bytes, and is never loaded otherwise. `beside` is not written to.
 */
export const placeLibrary = (library: Uint8Array, beside: string, own: string | null): string => {
  const isWhole = (file: string): boolean => {
    const content = readIfThere(file);
    return content !== null && Buffer.compare(content, library) === 0;
  };
  if (isWhole(beside)) return beside;
  if (own === null) throw notPlaced(beside, 'ENOENT');
  if (isWhole(own)) return own;
  const unfinished = join(dirname(own), `${randomBytes(8).toString('hex')}.node`);
  try {
    mkdirSync(dirname(own), { recursive: true });
    writeFileSync(unfinished, library, { flag: 'wx' });
  } catch (error) {
    removeIfThere(unfinished);
    throw notPlaced(own, error instanceof Error && 'code' in error ? String(error.code) : String(error));
  }
  try {
    renameSync(unfinished, own);
    return own;
  } catch {
    // another program has the file open: another start was faster, or a damaged one is held
    if (!isWhole(own)) return unfinished;
    removeIfThere(unfinished);
    return own;
  }
};

const notPlaced = (file: string, code: string): Error =>
  Object.assign(new Error(`${file} could not be written`), { code });
