import { closeSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { systemErrorCode } from './system-error.ts';

/** What a file of ours holds; `value` is undefined where it is no JSON. Null: there is no file. Throws a system error. */
export const readJson = (path: string): { readonly value: unknown } | null => {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
  // Notepad and PowerShell save with a byte order mark, or as UTF-16; a decoder takes the mark away.
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { value: undefined };
  }
};

const encodingOf = (bytes: Buffer): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
};

/** Renames a damaged file ("settings.damaged-1.json") and answers the new path; no earlier copy is overwritten. */
export const putAside = (path: string): string => {
  for (let number = 1; ; number += 1) {
    const aside = path.replace(/(\.[^.\\/]*)?$/, `.damaged-${number}$1`);
    try {
      closeSync(openSync(aside, 'wx'));
    } catch (error) {
      if (systemErrorCode(error) === 'EEXIST') continue;
      throw error;
    }
    try {
      renameSync(path, aside);
      return aside;
    } catch (error) {
      rmSync(aside, { force: true });
      throw error;
    }
  }
};
