import { ipcMain } from 'electron';
import { callChannel } from '#app/ipc/derive.ts';
import type { Router } from './router.ts';
import type { Sender } from './sender-guard.ts';

/**
 * The only place that touches ipcMain: every message of every frame goes through the router. What comes before there is one
 * waits for it. The returned function sets the router.
 */
export const listen = (): ((router: Router) => void) => {
  let arrived: (router: Router) => void = () => undefined;
  let router: Router | Promise<Router> = new Promise<Router>((resolve) => (arrived = resolve));
  ipcMain.handle(callChannel, async (event, call: unknown, payload: unknown) => {
    const frame = event.senderFrame;
    const sender: Sender = {
      webContentsId: event.sender.id,
      isMainFrame: frame !== null && frame === event.sender.mainFrame,
      frameUrl: frame?.url ?? null,
    };
    return (await router)(sender, call, payload);
  });
  return (next) => {
    arrived(next);
    router = next;
  };
};
