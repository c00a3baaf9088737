import type { BrowserWindow } from 'electron';
import type { SettingsStore } from '../settings/settings-store.ts';

/** Keeps where the window is; of a maximised one, where it is when it is not. */
export const rememberBounds = (window: BrowserWindow, settings: SettingsStore): void => {
  const remember = (): void => {
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    settings.change({ window: { ...window.getNormalBounds(), isMaximized: window.isMaximized() } });
  };
  window.on('resize', remember);
  window.on('move', remember);
  window.on('maximize', remember);
  window.on('unmaximize', remember);
};
