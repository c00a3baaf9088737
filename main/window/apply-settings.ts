import { nativeTheme } from 'electron';
import { realClock } from '#native';
import type { SessionHost } from '../session/session-host.ts';
import { openSettings, settingsPath } from '../settings/settings-store.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { StartOptions } from '../start-options.ts';

/** Reads the settings, and applies those that main itself follows. */
export const applySettings = (options: StartOptions, folder: string, host: SessionHost): SettingsStore => {
  // a picture is the same whatever the settings are
  const path = options.screenshot === null ? settingsPath(folder) : null;
  const settings = openSettings(
    path,
    realClock,
    (fault) => host.services.session.dispatch({ type: 'notice', at: realClock.now(), fault }),
    { over: (fault) => host.services.session.dispatch({ type: 'notice-over', fault }) },
  );
  const { theme, rateMs, thresholds } = settings.get();
  nativeTheme.themeSource = theme;
  host.services.session.dispatch(
    { type: 'updates-set', updates: { rateMs, isPaused: false } },
    { type: 'thresholds-set', thresholds },
  );
  return settings;
};
