import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../cache-folder.ts';

export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Built and fetched things, kept between runs. */
export const rigFolder = join(cacheFolder, 'rig');

/** Debian keeps Wine's own programs out of PATH unless the wrapper package is installed. */
const wineLoader = '/usr/lib/wine/wine64';
export const wineServer = '/usr/lib/wine/wineserver64';
export const compiler = 'x86_64-w64-mingw32-gcc';
const compilerPath = `/usr/bin/${compiler}`;

/** What the rig lacks on this machine, in words; empty when it can start. */
export function missingForRig(): string[] {
  if (process.platform !== 'linux') return ['Linux (the rig runs Windows programs under Wine)'];
  return [wineLoader, wineServer, compilerPath].filter((path) => !existsSync(path));
}

let fixed: boolean | null = null;

/** Whether programs may be started at fixed addresses; a container often refuses it. */
export const hasFixedAddresses = (): boolean =>
  (fixed ??= spawnSync('setarch', ['-R', 'true'], { stdio: 'ignore' }).status === 0);

/**
 * What starts a Windows program. Debian's Wine 8 has its code at 0x7d000000 and no preloader, and a new Linux (seen: 6.18)
 * begins the heap anywhere in the gigabyte behind it: of some thousand programs one has its heap where Windows has the data
 * that all programs share (0x7ffe0000). It ends with 1 and says "failed to map the shared user data", without WINEDEBUG nothing;
 * where a Windows program starts it, that gets ERROR_INTERNAL_ERROR, which Node calls UNKNOWN. At fixed addresses the
 * heap ends before, and whatever such a program starts has them, too.
 */
export const wineCommand = (): readonly [string, ...string[]] =>
  hasFixedAddresses() ? ['setarch', '-R', wineLoader] : [wineLoader];

/** Wine shows the whole Linux file system as drive Z:. */
export function windowsPath(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`;
}
