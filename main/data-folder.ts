import { existsSync, statSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Where the files of a user lie: the same for window and command line. */
export interface DataFolders {
  /** Settings, which go with the user to other computers. */
  readonly settings: string;
  /** Everything else, which is of this computer: trail, profiles, notes, log, the files of Chromium. */
  readonly local: string;
}

/** Beside the program it means: keep all data in the folder `data` there. */
export const portableMarker = 'portable.txt';

const absolute = (path: string | undefined): string | null =>
  path !== undefined && isAbsolute(path) ? path : null;

/** A home that does not exist is none: accounts of services have "/nonexistent", and nobody should create that. */
const homeAt = (find: () => string): string | null => {
  try {
    const home = absolute(find());
    return home !== null && statSync(home).isDirectory() ? home : null;
  } catch {
    // neither a variable nor an entry for this account
    return null;
  }
};

/** What the variables name, else what the system has on record for this account. */
const home = (): string | null => homeAt(homedir) ?? homeAt(() => userInfo().homedir);

/** Below the folder that a variable names, else below the home. */
const below = (variable: string | undefined, name: string, ...usual: readonly string[]): string | null => {
  // the XDG specification: a relative path is to be ignored
  const named = absolute(variable);
  if (named !== null) return join(named, name);
  const own = home();
  return own === null ? null : join(own, ...usual, name);
};

/** Null: it is named from the current folder, and that is gone. */
const resolved = (path: string): string | null => {
  try {
    return resolve(path);
  } catch {
    return null;
  }
};

/** Of a portable program, which leaves nothing on the computer. Null: it is none. */
const besideProgram = (program: string | null): string | null =>
  program !== null && existsSync(join(program, portableMarker)) ? join(program, 'data') : null;

const usual = (env: Variables, platform: NodeJS.Platform): { [K in keyof DataFolders]: string | null } => {
  switch (platform) {
    case 'win32':
      return {
        settings: below(env['APPDATA'], 'Unjam', 'AppData', 'Roaming'),
        local: below(env['LOCALAPPDATA'], 'Unjam', 'AppData', 'Local'),
      };
    case 'darwin': {
      // macOS takes no folder to other computers
      const folder = below(undefined, 'Unjam', 'Library', 'Application Support');
      return { settings: folder, local: folder };
    }
    default:
      return {
        settings: below(env['XDG_CONFIG_HOME'], 'unjam', '.config'),
        local: below(env['XDG_STATE_HOME'], 'unjam', '.local', 'state'),
      };
  }
};

/**
 * UNJAM_DATA_DIR names one folder for all. Never one that depends on the current folder, unless a person names it so.
 * `program`: the folder of the program; a file `portable.txt` in it keeps all data beside it. Null: a development checkout.
 * Fault: no-data-folder.
 */
export const dataFolders = (
  program: string | null,
  env: Variables = process.env,
  platform: NodeJS.Platform = process.platform,
): Result<DataFolders, Fault> => {
  const chosen = env['UNJAM_DATA_DIR'];
  const one = chosen ? resolved(chosen) : besideProgram(program);
  const isOne = chosen || one !== null;
  const { settings, local } = isOne ? { settings: one, local: one } : usual(env, platform);
  return settings === null || local === null ? fail({ kind: 'no-data-folder' }) : ok({ settings, local });
};
