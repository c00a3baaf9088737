import { app, BrowserWindow, dialog, nativeTheme, screen } from 'electron';
import type { MessageBoxOptions } from 'electron';
import { join } from 'node:path';
import { eventText } from '#app/ipc/bridge.ts';
import { eventChannel } from '#app/ipc/derive.ts';
import type { EventPayloads } from '#app/ipc/derive.ts';
import { realClock } from '#native';
import type { TrustedWindow } from '../ipc/sender-guard.ts';
import type { Log } from '../log.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { page } from './page.ts';
import { rememberBounds } from './remember-bounds.ts';
import { watchPage } from './watch-page.ts';
import type { AskAboutPage } from './watch-page.ts';
import { boundsInSight, openingBounds } from './window-bounds.ts';
import type { Rectangle } from './window-bounds.ts';
import { windowOptions } from './window-options.ts';

/** The one window, and what main may do with it. It is opened first, before there is a session to show. */
export interface MainWindow {
  /** Null before it is opened and after it is closed. */
  readonly now: () => BrowserWindow | null;
  readonly trusted: () => TrustedWindow | null;
  send<E extends keyof EventPayloads>(event: E, payload: EventPayloads[E]): void;
  /** Resolves when its page is there, or failed to load. */
  open(settings: SettingsStore): Promise<void>;
  readonly comeToFront: () => void;
}

export const createMainWindow = (log: Log): MainWindow => {
  const { protocol, host } = new URL(page);
  let opened: BrowserWindow | null = null;
  const now = (): BrowserWindow | null => (opened?.isDestroyed() === false ? opened : null);

  /** Displays leave and change, and the window stays where it was. A maximised one is the system's to place. */
  const bringBack = (): void => {
    const window = now();
    if (window === null || window.isMinimized() || window.isMaximized() || window.isFullScreen()) return;
    const bounds = boundsInSight(window.getBounds(), workAreas());
    if (bounds === null) return;
    log.warn('the window was out of sight: it is on the first display now');
    window.setBounds(bounds);
  };

  return {
    now,
    trusted: () => {
      const window = now();
      return window && { webContentsId: window.webContents.id, protocol, host };
    },
    send: (event, payload) => {
      const contents = now()?.webContents;
      if (contents?.isCrashed() === false) contents.send(eventChannel, event, eventText(payload));
    },
    open: (settings) => {
      const saved = settings.get().window;
      const preload = join(import.meta.dirname, '../preload/index.cjs');
      const window = new BrowserWindow({
        ...windowOptions(preload, nativeTheme.shouldUseDarkColors),
        ...openingBounds(saved, workAreas()),
      });
      opened = window;
      if (saved?.isMaximized === true) window.maximize();
      rememberBounds(window, settings);
      // its script has run then, and has drawn the frame of the window
      window.webContents.once('dom-ready', () => window.show());
      // a load that fails is an event, too: watchPage deals with it
      const loaded = (): Promise<void> => window.loadURL(page).catch(() => undefined);
      const load = (): void => void loaded();
      const kill = (pid: number): void => void process.kill(pid, 'SIGKILL');
      watchPage(window.webContents, { app, log, clock: realClock, load, ask: askIn(window), kill });
      window.on('restore', bringBack);
      window.on('unmaximize', bringBack);
      screen.on('display-removed', bringBack);
      screen.on('display-metrics-changed', bringBack);
      return loaded();
    },
    comeToFront: () => {
      const window = now();
      if (window?.isMinimized() === true) window.restore();
      bringBack();
      window?.focus();
    },
  };
};

/** The first display comes first. */
const workAreas = (): readonly Rectangle[] =>
  [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea);

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
