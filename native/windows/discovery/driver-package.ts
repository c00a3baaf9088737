import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Device, Discovery } from '#app/dot4/device.ts';
import { setupClasses } from './guid.ts';

/** The INF files of installed third-party driver packages. */
export interface InfFolder {
  /** Whether one of them installs DOT4 devices; null where the folder cannot be read. */
  hasDot4Package(): boolean | null;
}

/**
 * `installed` when a device has a driver or an installed package is for DOT4 devices; `absent` when all
 * packages could be looked at and none is; otherwise `unknown`. Windows 8 and later ship the setup classes
 * (c_dot4.inf) without a driver, so a package is known by its class, never by its name.
 */
export const driverPackageState = (
  devices: readonly Device[],
  infs: InfFolder,
): Discovery['driverPackage'] => {
  if (devices.some(({ driver }) => driver.service !== null)) return 'installed';
  const packaged = infs.hasDot4Package();
  if (packaged === null) return 'unknown';
  return packaged ? 'installed' : 'absent';
};

const dot4Classes: readonly string[] = Object.values(setupClasses);

/** Whether the [Version] section names one of the two DOT4 setup classes. */
export const isDot4Inf = (text: string): boolean => {
  const section = /^[ \t]*\[version\][^\n]*\n([^[]*)/im.exec(text)?.[1] ?? '';
  const guid = /^[ \t]*classguid[ \t]*=[ \t]*"?(\{[0-9a-f-]+\})/im.exec(section)?.[1];
  return guid !== undefined && dot4Classes.includes(guid.toLowerCase());
};

/** INF files are ANSI or UTF-16; the parts looked at are ASCII in both. */
const readInf = (file: string): string => readFileSync(file, 'latin1').replaceAll('\0', '');

/** `oem*.inf` below the given folder, each read once as long as it does not change. Blocks: for workers only. */
export const infFolder = (folder: string): InfFolder => {
  const seen = new Map<string, boolean>();
  const isDot4 = (file: string): boolean => {
    const version = `${file} ${statSync(file).mtimeMs}`;
    const known = seen.get(version) ?? isDot4Inf(readInf(file));
    seen.set(version, known);
    return known;
  };
  return {
    hasDot4Package() {
      try {
        const names = readdirSync(folder).filter((name) => /^oem\d+\.inf$/i.test(name));
        return names.some((name) => isDot4(path.join(folder, name)));
      } catch {
        return null;
      }
    },
  };
};

/** Where Windows keeps the INF files of installed packages. */
export const systemInfFolder = (env: NodeJS.ProcessEnv): InfFolder =>
  infFolder(path.join(env['SystemRoot'] ?? 'C:\\Windows', 'INF'));
