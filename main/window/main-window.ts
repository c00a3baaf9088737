import { app, BrowserWindow, dialog } from 'electron';
import type { MessageBoxOptions } from 'electron';
import { eventText } from '#app/ipc/bridge.ts';
import { eventChannel } from '#app/ipc/derive.ts';
import type { EventPayloads } from '#app/ipc/derive.ts';
import { realClock } from '#native';
import type { TrustedWindow } from '../ipc/sender-guard.ts';
import type { Log } from '../log.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { watchPage } from './watch-page.ts';
import type { AskAboutPage } from './watch-page.ts';
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
  log: Log,
): MainWindow => {
  const saved = settings.get().window;
  const window = new BrowserWindow({ ...windowOptions(preload), ...openingBounds(saved, workAreas) });
  if (saved?.isMaximized === true) window.maximize();
  rememberBounds(window, settings);
  const { protocol, host } = new URL(page);
  const webContentsId = window.webContents.id;
  window.once('ready-to-show', () => window.show());
  // a load that fails is an event, too: watchPage deals with it
  const load = (): void => void window.loadURL(page).catch(() => undefined);
  watchPage(window.webContents, { app, log, clock: realClock, load, ask: askIn(window) });
  load();
  return {
    window,
    trusted: () => (window.isDestroyed() ? null : { webContentsId, protocol, host }),
    send: (event, payload) => {
      if (window.isDestroyed() || window.webContents.isCrashed()) return;
      window.webContents.send(eventChannel, event, eventText(payload));
    },
  };
};

/** A window that was never shown cannot hold a dialog. */
const askIn =
  (window: BrowserWindow): AskAboutPage =>
  async ({ title, meaning, buttons }, signal) => {
    const options: MessageBoxOptions = {
      type: 'warning',
      message: title,
      detail: meaning,
      buttons: [...buttons],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      signal,
    };
    const shown = window.isVisible()
      ? await dialog.showMessageBox(window, options)
      : await dialog.showMessageBox(options);
    return shown.response === 1 ? 1 : 0;
  };
