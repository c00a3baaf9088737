import { useEffect } from 'react';
import type { WindowApi } from '#app/ipc/derive.ts';
import { rememberTable } from './remember-table.ts';
import { loadSettings, useSettingsLoaded } from './settings-store.ts';

/** Loads the settings; answers whether they are there, so that nothing is painted before with other sizes. */
export const useSettings = (api: WindowApi): boolean => {
  useEffect(() => {
    const stop = rememberTable();
    void loadSettings(api);
    return stop;
  }, [api]);
  return useSettingsLoaded();
};
