import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

const absolute = (path: string | undefined): string | null =>
  path !== undefined && isAbsolute(path) ? path : null;

/** The folder for audit trail, settings and log: the same for window and command line. */
export const dataFolder = (
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string => {
  const chosen = env['UNJAM_DATA_DIR'];
  if (chosen) return resolve(chosen);
  switch (platform) {
    case 'win32':
      return join(env['APPDATA'] || join(homedir(), 'AppData', 'Roaming'), 'Unjam');
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Unjam');
    default:
      // the XDG specification: a relative path is to be ignored
      return join(absolute(env['XDG_CONFIG_HOME']) ?? join(homedir(), '.config'), 'unjam');
  }
};
