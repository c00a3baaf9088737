import { join } from 'node:path';
import * as v from 'valibot';
import type { Clock } from '#app/clock.ts';
import type { Fault } from '#app/faults/fault.ts';
import { defaultSettings, readSettings, SettingsFileSchema } from '#app/settings/settings.ts';
import type { Settings, SettingsChange, SettingsFile } from '#app/settings/settings.ts';
import { impatient, patient } from '../files/despite-holders.ts';
import { changeJsonFile, readJsonFile } from '../files/json-file.ts';
import type { JsonFile, StoreOptions } from '../files/json-file.ts';
import { keepUnknown } from '../files/keep-unknown.ts';
import { onDisk } from '../files/steps.ts';
import type { Steps } from '../files/steps.ts';
import { codeOrThrow } from '../files/system-error.ts';

/** Changes within it are written together, in ms: a pane that is dragged is one change. */
const writeAfterMs = 400;
/** What could not be written is tried again after so many ms, until the file can be written. */
const retryAfterMs = 2_000;

export const settingsPath = (dataFolder: string): string => join(dataFolder, 'settings.json');

export interface SettingsStore {
  get(): Settings;
  change(change: SettingsChange): void;
  /** Writes at once what is waiting to be written. */
  flush(): void;
}

/** The file with these settings in it. What is not understood stays in it: a later Unjam may have written it. */
const withChange = (file: SettingsFile, change: SettingsChange): SettingsFile => {
  const { settings, unusableViews } = readSettings(file);
  const understood: SettingsFile = settings;
  const next: SettingsFile = { version: 1, ...defaultSettings, ...file };
  for (const [field, value] of Object.entries(change))
    next[field] = keepUnknown(file[field], understood[field], value);
  if (change.savedViews === undefined) return next;
  return { ...next, savedViews: [...(next['savedViews'] as unknown[]), ...unusableViews] };
};

/**
 * The settings, from a file and back into it. Nothing that is wrong with the file ends the program: it is reported,
 * and the settings hold for this session. What cannot be written is tried again. `path` null: nothing is read or written.
 */
export const openSettings = (
  path: string | null,
  clock: Clock,
  tell: (fault: Fault) => void,
  { over = () => undefined, files = onDisk }: StoreOptions = {},
): SettingsStore => {
  const fileAt = (at: string): JsonFile<SettingsFile> => ({
    path: at,
    none: {},
    understand: (value) => {
      const parsed = v.safeParse(SettingsFileSchema, value);
      return parsed.success ? parsed.output : null;
    },
    damaged: (putAside) => tell({ kind: 'settings-damaged', path: at, putAside }),
  });
  const file = path === null ? null : fileAt(path);

  let told: Fault | null = null;
  const attempt = <T>(at: string, steps: Steps<T>): T | null => {
    try {
      const done = files.now(steps);
      if (told !== null) over(told);
      told = null;
      return done;
    } catch (error) {
      const code = codeOrThrow(error);
      if (told !== null) return null;
      told = { kind: 'settings-not-kept', path: at, code };
      tell(told);
      return null;
    }
  };

  const stored = file === null ? null : attempt(file.path, readJsonFile(file));
  const { settings: usable, unusable } = readSettings(stored ?? {});
  if (path !== null && unusable.length > 0) tell({ kind: 'settings-unusable', path, fields: [...unusable] });

  let settings: Settings = { ...defaultSettings, ...usable };
  let waiting: SettingsChange = {};
  let cancelWrite: (() => void) | null = null;

  const write = (patience: readonly number[]): void => {
    cancelWrite?.();
    cancelWrite = null;
    if (file === null || Object.keys(waiting).length === 0) return;
    const changed = changeJsonFile(file, (now) => withChange(now, waiting), patience);
    if (attempt(file.path, changed) === null) cancelWrite = clock.after(retryAfterMs, writeInPassing);
    else waiting = {};
  };
  /** The window does not stand still for a file that is held: it is tried again later. */
  const writeInPassing = (): void => write(impatient);

  return {
    get: () => settings,
    change: (change) => {
      settings = { ...settings, ...change };
      waiting = { ...waiting, ...change };
      cancelWrite ??= clock.after(writeAfterMs, writeInPassing);
    },
    flush: () => write(patient),
  };
};
