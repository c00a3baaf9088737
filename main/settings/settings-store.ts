import { join } from 'node:path';
import * as v from 'valibot';
import type { Clock } from '#app/clock.ts';
import type { Fault } from '#app/faults/fault.ts';
import { defaultSettings, readSettings, SettingsFileSchema } from '#app/settings/settings.ts';
import type { Settings, SettingsChange, SettingsFile } from '#app/settings/settings.ts';
import { putAside, readJson } from '../files/read-json.ts';
import { codeOrThrow } from '../files/system-error.ts';
import { writeWhole } from '../files/write-whole.ts';

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
  const next = { version: 1, ...defaultSettings, ...file, ...change };
  if (change.savedViews === undefined) return next;
  return { ...next, savedViews: [...change.savedViews, ...readSettings(file).unusableViews] };
};

/**
 * The settings, from a file and back into it. Nothing that is wrong with the file ends the program: it is reported,
 * and the settings hold for this session. What cannot be written is tried again. `path` null: nothing is read or written.
 */
export const openSettings = (
  path: string | null,
  clock: Clock,
  tell: (fault: Fault) => void,
): SettingsStore => {
  /** What stands in the file; one that holds no settings at all is put aside first. */
  const read = (file: string): SettingsFile => {
    const found = readJson(file);
    if (found === null) return {};
    const parsed = v.safeParse(SettingsFileSchema, found.value);
    if (parsed.success) return parsed.output;
    tell({ kind: 'settings-damaged', path: file, putAside: putAside(file) });
    return {};
  };
  const open = (file: string): SettingsChange => {
    const { settings: usable, unusable } = readSettings(read(file));
    if (unusable.length > 0) tell({ kind: 'settings-unusable', path: file, fields: [...unusable] });
    return usable;
  };

  let wasTold = false;
  const attempt = <T>(file: string, run: (file: string) => T): T | null => {
    try {
      const done = run(file);
      wasTold = false;
      return done;
    } catch (error) {
      const code = codeOrThrow(error);
      if (!wasTold) tell({ kind: 'settings-not-kept', path: file, code });
      wasTold = true;
      return null;
    }
  };

  let settings: Settings = { ...defaultSettings, ...(path === null ? null : attempt(path, open)) };
  let waiting: SettingsChange = {};
  let cancelWrite: (() => void) | null = null;

  const write = (pause?: () => void): void => {
    cancelWrite?.();
    cancelWrite = null;
    if (path === null || Object.keys(waiting).length === 0) return;
    const written = attempt(path, (file) => {
      // another Unjam may have written since: what it changed stays
      const next = withChange(read(file), waiting);
      writeWhole(file, `${JSON.stringify(next, null, 2)}\n`, pause);
      return next;
    });
    if (written === null) cancelWrite = clock.after(retryAfterMs, writeInPassing);
    else waiting = {};
  };
  /** The window does not stand still for a file that is held: it is tried again later. */
  const writeInPassing = (): void => write(() => undefined);

  return {
    get: () => settings,
    change: (change) => {
      settings = { ...settings, ...change };
      waiting = { ...waiting, ...change };
      cancelWrite ??= clock.after(writeAfterMs, writeInPassing);
    },
    flush: () => write(),
  };
};
