import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { getRawAsset } from 'node:sea';
import type { Koffi } from '../ffi/prototype.ts';
import { placeLibrary } from './place-library.ts';

/** Set when the program is built: koffi's version and the hash of its library. */
declare const LIBRARY_NAME: string;

const localFolder = (): string | null => {
  const named = process.env['LOCALAPPDATA'] ?? '';
  if (isAbsolute(named)) return named;
  const home = homedir();
  return isAbsolute(home) ? join(home, 'AppData', 'Local') : null;
};

let loaded: Koffi | null = null;

/**
 * Stands for `../ffi/load-koffi.ts` in the program that is one file: koffi's library is inside of it. Beside the
 * program comes first, for AppLocker and its like allow a user's own folders nothing.
 */
export const loadKoffi = (): Promise<Koffi> =>
  Promise.resolve().then(() => {
    if (loaded !== null) return loaded;
    const local = localFolder();
    const file = placeLibrary(
      new Uint8Array(getRawAsset('koffi.node') as ArrayBuffer),
      join(dirname(process.execPath), 'koffi.node'),
      local === null ? null : join(local, 'Unjam', LIBRARY_NAME, 'koffi.node'),
    );
    const library = { exports: {} };
    process.dlopen(library, file);
    return (loaded = library.exports as Koffi);
  });
