import { app, BrowserWindow, screen } from 'electron';
import { join } from 'node:path';
import { eventText } from '#app/ipc/bridge.ts';
import { eventChannel } from '#app/ipc/derive.ts';
import type { EventPayloads } from '#app/ipc/derive.ts';
import type { TrustedWindow } from '../ipc/sender-guard.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { page } from './page.ts';
import { rememberBounds } from './remember-bounds.ts';
import { openingBounds } from './window-bounds.ts';
import { windowOptions } from './window-options.ts';

/** The one window, and what main may do with it. It is opened last: until then, nothing reaches it. */
export interface MainWindow {
  /** Null before it is opened and after it is closed. */
  readonly now: () => BrowserWindow | null;
  readonly trusted: () => TrustedWindow | null;
  send<E extends keyof EventPayloads>(event: E, payload: EventPayloads[E]): void;
  open(settings: SettingsStore): void;
}

export const createMainWindow = (): MainWindow => {
  const { protocol, host } = new URL(page);
  let opened: BrowserWindow | null = null;
  const now = (): BrowserWindow | null => (opened?.isDestroyed() === false ? opened : null);

  const comeToFront = (): void => {
    const window = now();
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  };

  return {
    now,
    trusted: () => {
      const window = now();
      return window && { webContentsId: window.webContents.id, protocol, host };
    },
    send: (event, payload) => now()?.webContents.send(eventChannel, event, eventText(payload)),
    open: (settings) => {
      const saved = settings.get().window;
      const preload = join(import.meta.dirname, '../preload/index.cjs');
      const displays = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()];
      const bounds = openingBounds(
        saved,
        displays.map(({ workArea }) => workArea),
      );
      const window = new BrowserWindow({ ...windowOptions(preload), ...bounds });
      opened = window;
      if (saved?.isMaximized === true) window.maximize();
      rememberBounds(window, settings);
      window.once('ready-to-show', () => window.show());
      void window.loadURL(page);
      app.on('second-instance', comeToFront);
    },
  };
};
