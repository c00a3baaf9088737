import { statSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';

type Variables = Readonly<Record<string, string | undefined>>;

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

/** Null: it is named from the current folder, and that is gone. */
const resolved = (path: string): string | null => {
  try {
    return resolve(path);
  } catch {
    return null;
  }
};

const within = (folder: string | null, ...below: readonly string[]): string | null =>
  folder === null ? null : join(folder, ...below);

const usual = (env: Variables, platform: NodeJS.Platform): string | null => {
  switch (platform) {
    case 'win32':
      return within(absolute(env['APPDATA']) ?? within(home(), 'AppData', 'Roaming'), 'Unjam');
    case 'darwin':
      return within(home(), 'Library', 'Application Support', 'Unjam');
    default:
      // the XDG specification: a relative path is to be ignored
      return within(absolute(env['XDG_CONFIG_HOME']) ?? within(home(), '.config'), 'unjam');
  }
};

/**
 * The folder for audit trail, settings and log: the same for window and command line. Never one that depends on the
 * current folder, unless a person names it so. Fault: no-data-folder.
 */
export const dataFolder = (
  env: Variables = process.env,
  platform: NodeJS.Platform = process.platform,
): Result<string, Fault> => {
  const chosen = env['UNJAM_DATA_DIR'];
  const folder = chosen ? resolved(chosen) : usual(env, platform);
  return folder === null ? fail({ kind: 'no-data-folder' }) : ok(folder);
};
