import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder for audit trail, settings and log: the same for window and command line. */
export const dataFolder = (
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string => {
  const chosen = env['UNJAM_DATA_DIR'];
  if (chosen) return chosen;
  switch (platform) {
    case 'win32':
      return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Unjam');
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Unjam');
    default:
      return join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'unjam');
  }
};
