import { nativeTheme } from 'electron';
import { join } from 'node:path';
import { realClock } from '#native';
import type { SessionHost } from '../session/session-host.ts';
import { openSettings } from '../settings/settings-store.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { StartOptions } from '../start-options.ts';

/** Reads the settings, and applies those that main itself follows. */
export const applySettings = (options: StartOptions, folder: string, host: SessionHost): SettingsStore => {
  // a picture is the same whatever the settings are
  const path = options.screenshot === null ? join(folder, 'settings.json') : null;
  const settings = openSettings(
    path,
    realClock,
    (fault) => host.services.session.dispatch({ type: 'notice', at: realClock.now(), fault }),
    { over: (fault) => host.services.session.dispatch({ type: 'notice-over', fault }) },
  );
  const { theme, rateMs } = settings.get();
  nativeTheme.themeSource = theme;
  host.services.session.dispatch({ type: 'updates-set', updates: { rateMs, isPaused: false } });
  return settings;
};
