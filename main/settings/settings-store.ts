import * as v from 'valibot';
import type { Clock } from '#app/clock.ts';
import type { Fault } from '#app/faults/fault.ts';
import { defaultSettings, SettingsFileSchema } from '#app/settings/settings.ts';
import type { Settings, SettingsChange } from '#app/settings/settings.ts';
import { putAside, readJson } from '../files/read-json.ts';
import { codeOrThrow } from '../files/system-error.ts';
import { writeWhole } from '../files/write-whole.ts';

/** Changes within it are written together, in ms: a pane that is dragged is one change. */
const writeAfterMs = 400;
/** What could not be written is tried again after so many ms, until the file can be written. */
const retryAfterMs = 2_000;

export interface SettingsStore {
  get(): Settings;
  change(change: SettingsChange): void;
  /** Writes at once what is waiting to be written. */
  flush(): void;
}

/**
 * The settings, from a file and back into it. Nothing that is wrong with the file ends the program: it is reported,
 * and the settings hold for this session. What cannot be written is tried again. `path` null: nothing is read or written.
 */
export const openSettings = (
  path: string | null,
  clock: Clock,
  tell: (fault: Fault) => void,
): SettingsStore => {
  /** What stands in the file; a damaged one is put aside first. */
  const read = (file: string): SettingsChange => {
    const found = readJson(file);
    if (found === null) return {};
    const parsed = v.safeParse(SettingsFileSchema, found.value);
    if (!parsed.success) {
      tell({ kind: 'settings-damaged', path: file, putAside: putAside(file) });
      return {};
    }
    const fields: SettingsChange & { version?: 1 } = { ...parsed.output };
    delete fields.version;
    return fields;
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

  let settings: Settings = { ...defaultSettings, ...(path === null ? null : attempt(path, read)) };
  let waiting: SettingsChange = {};
  let cancelWrite: (() => void) | null = null;

  const write = (pause?: () => void): void => {
    cancelWrite?.();
    cancelWrite = null;
    if (path === null || Object.keys(waiting).length === 0) return;
    const written = attempt(path, (file) => {
      // another Unjam may have written since: what it changed stays
      const next = { version: 1, ...defaultSettings, ...read(file), ...waiting };
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
