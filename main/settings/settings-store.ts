import { readFileSync, renameSync } from 'node:fs';
import * as v from 'valibot';
import type { Clock } from '#app/clock.ts';
import type { Fault } from '#app/faults/fault.ts';
import { defaultSettings, SettingsFileSchema } from '#app/settings/settings.ts';
import type { Settings, SettingsChange } from '#app/settings/settings.ts';
import { systemErrorCode } from '../files/system-error.ts';
import { writeAtomically } from '../files/write-atomically.ts';

/** Changes within it are written together, in ms: a pane that is dragged is one change. */
const writeAfterMs = 400;

export interface SettingsStore {
  get(): Settings;
  change(change: SettingsChange): void;
  /** Writes at once what is waiting to be written. */
  flush(): void;
}

type ReadFile = SettingsChange | 'missing' | 'damaged';

const codeOf = (error: unknown): string => {
  const code = systemErrorCode(error);
  if (code === null) throw error;
  return code;
};

const readFile = (path: string): ReadFile => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'missing';
    throw error;
  }
  const parsed = v.safeParse(SettingsFileSchema, fromJson(text));
  if (!parsed.success) return 'damaged';
  const fields: SettingsChange & { version?: 1 } = { ...parsed.output };
  delete fields.version;
  return fields;
};

const fromJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A name that is free on every file system: "settings.damaged-2026-11-22T17-30-00.json". */
const putAsideName = (path: string, at: number): string =>
  path.replace(/\.json$/, `.damaged-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}.json`);

/**
 * The settings, from a file and back into it. Nothing that is wrong with the file ends the program: it is told,
 * and the settings hold for this session. `path` null: nothing is read or written.
 */
export const openSettings = (
  path: string | null,
  clock: Clock,
  tell: (fault: Fault) => void,
): SettingsStore => {
  /** What stands in the file; a damaged one is put aside first. */
  const read = (file: string): SettingsChange => {
    const found = readFile(file);
    if (found === 'missing') return {};
    if (found !== 'damaged') return found;
    const putAside = putAsideName(file, clock.now());
    renameSync(file, putAside);
    tell({ kind: 'settings-damaged', path: file, putAside });
    return {};
  };

  let isWritable = path !== null;
  const attempt = <T>(file: string, run: (file: string) => T): T | null => {
    try {
      return run(file);
    } catch (error) {
      isWritable = false;
      tell({ kind: 'settings-not-kept', path: file, code: codeOf(error) });
      return null;
    }
  };

  let settings: Settings = { ...defaultSettings, ...(path === null ? null : attempt(path, read)) };
  let waiting: SettingsChange = {};
  let cancelWrite: (() => void) | null = null;

  const flush = (): void => {
    cancelWrite?.();
    cancelWrite = null;
    const changes = waiting;
    waiting = {};
    if (path === null || !isWritable || Object.keys(changes).length === 0) return;
    attempt(path, (file) => {
      // another Unjam may have written since: what it changed stays
      const next = { version: 1, ...defaultSettings, ...read(file), ...changes };
      writeAtomically(file, `${JSON.stringify(next, null, 2)}\n`);
    });
  };

  return {
    get: () => settings,
    change: (change) => {
      settings = { ...settings, ...change };
      waiting = { ...waiting, ...change };
      cancelWrite ??= clock.after(writeAfterMs, flush);
    },
    flush,
  };
};
