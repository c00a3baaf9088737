import { ipcMain } from 'electron';
import { callChannel } from '#app/ipc/derive.ts';
import type { Router } from './router.ts';
import type { Sender } from './sender-guard.ts';

/** The only place that touches ipcMain: every message of every frame goes through the router. */
export const listen = (router: Router): void => {
  ipcMain.handle(callChannel, (event, call: unknown, payload: unknown) => {
    const frame = event.senderFrame;
    const sender: Sender = {
      webContentsId: event.sender.id,
      isMainFrame: frame !== null && frame === event.sender.mainFrame,
      frameUrl: frame?.url ?? null,
    };
    return router(sender, call, payload);
  });
};
