import * as v from 'valibot';
import { defaultThresholds } from '#app/evidence/thresholds.ts';
import type { Thresholds } from '#app/evidence/thresholds.ts';
import { readSettings, SettingsFileSchema } from '#app/settings/settings.ts';
import { readJson } from '../files/read-json.ts';
import { onDisk } from '../files/steps.ts';
import { codeOrThrow } from '../files/system-error.ts';
import { settingsPath } from './settings-store.ts';

/**
 * The thresholds of the settings file, for window and command line alike. What is wrong with the file is reported by the
 * settings store; here it means the defaults.
 */
export const keptThresholds = (dataFolder: string | null): Thresholds => {
  if (dataFolder === null) return defaultThresholds;
  try {
    const file = v.safeParse(SettingsFileSchema, onDisk.now(readJson(settingsPath(dataFolder)))?.value);
    return (file.success ? readSettings(file.output).settings.thresholds : null) ?? defaultThresholds;
  } catch (error) {
    codeOrThrow(error);
    return defaultThresholds;
  }
};
