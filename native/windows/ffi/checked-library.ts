import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { koffiHashes } from './koffi-hashes.ts';

const hashes: Readonly<Record<string, { readonly sha256: string }>> = koffiHashes;

/** SECURITY: loads a library whose bytes are known, and no other. Throws with its file and a code. */
export const loadChecked = (file: string, sha256: string | undefined): void => {
  const found = createHash('sha256').update(readFileSync(file)).digest('hex');
  if (found !== sha256)
    throw Object.assign(new Error(`${file} is not the file that Unjam was made with`), {
      code: 'EINTEGRITY',
    });
  createRequire(file)(file);
};

/**
 * koffi's own loader looks in several places and takes what loads. The library of its package is loaded before it, so
 * that koffi finds it loaded, or fails with the name of this file.
 */
export const loadKoffiLibrary = (
  koffi: string,
  { platform, arch }: Pick<NodeJS.Process, 'platform' | 'arch'> = process,
): void => {
  const name = `@koromix/koffi-${platform}-${arch}`;
  // of a packaged program it lies beside the archive, where it is seen in one
  const folder = dirname(createRequire(koffi).resolve(name)).replace(
    /\bapp\.asar(?=[\\/])/,
    'app.asar.unpacked',
  );
  loadChecked(join(folder, `${platform}_${arch}`, 'koffi.node'), hashes[name]?.sha256);
};
