import { nativeTheme } from 'electron';
import type { SessionEvent } from '#app/session/event.ts';
import { realClock } from '#native';
import type { SessionHost } from '../session/session-host.ts';
import { openSettings, settingsPath } from '../settings/settings-store.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { StartOptions } from '../start-options.ts';

/** The settings, of which the window needs some before there is a session. */
export interface WindowSettings {
  readonly store: SettingsStore;
  /** Applies to the session what main follows; it hears from then on what is wrong with the file, and what was until then. */
  applyTo(host: SessionHost): void;
}

export const openWindowSettings = (options: StartOptions, folder: string): WindowSettings => {
  const early: SessionEvent[] = [];
  let dispatch = (event: SessionEvent): void => void early.push(event);
  // a picture is the same whatever the settings are
  const path = options.screenshot === null ? settingsPath(folder) : null;
  const store = openSettings(
    path,
    realClock,
    (fault) => dispatch({ type: 'notice', at: realClock.now(), fault }),
    { over: (fault) => dispatch({ type: 'notice-over', fault }) },
  );
  nativeTheme.themeSource = store.get().theme;
  return {
    store,
    applyTo: (host) => {
      const { rateMs, thresholds } = store.get();
      dispatch = (event) => host.services.session.dispatch(event);
      host.services.session.dispatch(
        ...early,
        { type: 'updates-set', updates: { rateMs, isPaused: false } },
        { type: 'thresholds-set', thresholds },
      );
    },
  };
};
