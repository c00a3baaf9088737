import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../cache-folder.ts';

export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Built and fetched things, kept between runs. */
export const rigFolder = join(cacheFolder, 'rig');

/** Debian keeps Wine's own programs out of PATH unless the wrapper package is installed. */
export const wineLoader = '/usr/lib/wine/wine64';
export const wineServer = '/usr/lib/wine/wineserver64';
export const compiler = 'x86_64-w64-mingw32-gcc';
const compilerPath = `/usr/bin/${compiler}`;

/** What the rig lacks on this machine, in words; empty when it can start. */
export function missingForRig(): string[] {
  if (process.platform !== 'linux') return ['Linux (the rig runs Windows programs under Wine)'];
  return [wineLoader, wineServer, compilerPath].filter((path) => !existsSync(path));
}

/** Wine shows the whole Linux file system as drive Z:. */
export function windowsPath(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`;
}
