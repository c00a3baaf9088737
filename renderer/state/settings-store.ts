import { create } from 'zustand';
import type { WindowApi } from '#app/ipc/derive.ts';
import { defaultSettings } from '#app/settings/settings.ts';
import type { Settings, SettingsChange } from '#app/settings/settings.ts';
import { showFault } from './view-store.ts';

/** The window's settings. They are its own, so a change holds at once; main keeps it for the next start. */
interface Store {
  /** Null until main has told them: nothing is shown before. */
  readonly settings: Settings | null;
  /** Main, once it has told them. */
  readonly api: WindowApi | null;
}

const useStore = create<Store>()(() => ({ settings: null, api: null }));

/** The settings came with the page: the first picture has them. */
export const settingsCame = (settings: Settings, api: WindowApi): void =>
  useStore.setState({ settings, api });

/** Asks main for the settings; without an answer the window has the defaults. */
export const loadSettings = async (api: WindowApi): Promise<void> => {
  const answer = await api.settings.get();
  showFault(answer);
  useStore.setState({ settings: answer.ok ? answer.value : defaultSettings, api });
};

/** Puts whole fields in the place of others, now and for the next start. */
export const changeSettings = (change: SettingsChange): void => {
  const { settings, api } = useStore.getState();
  if (settings === null || api === null) return;
  useStore.setState({ settings: { ...settings, ...change } });
  void api.settings.change(change).then(showFault);
};

export const settingsAreLoaded = (): boolean => useStore.getState().settings !== null;
export const settingsNow = (): Settings => useStore.getState().settings ?? defaultSettings;
export const watchSettings = (changed: () => void): (() => void) => useStore.subscribe(changed);
export const windowOpenedWithoutSettings = (): void => useStore.setState({ settings: null, api: null });

export const useSettingsLoaded = (): boolean => useStore(({ settings }) => settings !== null);
export const useSetting = <K extends keyof Settings>(name: K): Settings[K] =>
  useStore(({ settings }) => (settings ?? defaultSettings)[name]);
