import { BrowserWindow } from 'electron';
import { eventChannel } from '#app/ipc/derive.ts';
import type { EventPayloads } from '#app/ipc/derive.ts';
import type { TrustedWindow } from '../ipc/sender-guard.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { rememberBounds } from './remember-bounds.ts';
import { openingBounds } from './window-bounds.ts';
import type { Rectangle } from './window-bounds.ts';
import { windowOptions } from './window-options.ts';

/** The one window, and what main may do with it. */
export interface MainWindow {
  readonly window: BrowserWindow;
  readonly trusted: () => TrustedWindow | null;
  send<E extends keyof EventPayloads>(event: E, payload: EventPayloads[E]): void;
}

export const openMainWindow = (
  preload: string,
  page: string,
  settings: SettingsStore,
  workAreas: readonly Rectangle[],
): MainWindow => {
  const saved = settings.get().window;
  const window = new BrowserWindow({ ...windowOptions(preload), ...openingBounds(saved, workAreas) });
  if (saved?.isMaximized === true) window.maximize();
  rememberBounds(window, settings);
  const { protocol, host } = new URL(page);
  const webContentsId = window.webContents.id;
  window.once('ready-to-show', () => window.show());
  void window.loadURL(page);
  return {
    window,
    trusted: () => (window.isDestroyed() ? null : { webContentsId, protocol, host }),
    send: (event, payload) => {
      // as text (app/ipc/bridge.ts)
      if (!window.isDestroyed())
        window.webContents.send(eventChannel, event, JSON.stringify(payload ?? null));
    },
  };
};
