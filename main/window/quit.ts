import { app, BrowserWindow } from 'electron';
import type { Log } from '../log.ts';

/** How long a driver may take to let go before the process ends itself, in ms: the window is gone within two seconds. */
const graceMs = 1_500;

/**
 * On quit the links are closed first. A thread that a driver does not give back holds every ordinary way of
 * ending a process, so after the grace the process is ended the hard way.
 */
export const quitCleanly = (close: () => Promise<void>, log: Log): void => {
  let closing = false;
  app.on('before-quit', (event) => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    for (const window of BrowserWindow.getAllWindows()) window.hide();
    // stays armed: a thread that is still held would keep even a clean quit from ending the process
    setTimeout(() => {
      log.error('a driver did not let go: ending the process');
      process.kill(process.pid, 'SIGKILL');
    }, graceMs);
    close()
      .catch((error: unknown) => log.error(`closing: ${String(error)}`))
      .finally(() => app.quit());
  });
  app.on('window-all-closed', () => app.quit());
};
