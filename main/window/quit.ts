import { closeInTime } from '../close-in-time.ts';
import type { Log } from '../log.ts';

/** What quitting needs of Electron's app. */
export interface Quittable {
  on(event: 'before-quit', listener: (event: { preventDefault(): void }) => void): unknown;
  on(event: 'window-all-closed', listener: () => void): unknown;
  quit(): void;
}

/**
 * On quit the links are closed first. A thread that a driver does not give back holds every ordinary way of
 * ending a process, so after the grace the process is ended the hard way.
 */
export const quitCleanly = (
  app: Quittable,
  close: () => Promise<void>,
  log: Log,
  endHard = (): void => void process.kill(process.pid, 'SIGKILL'),
): void => {
  let closing = false;
  const end = async (): Promise<void> => {
    try {
      if (await closeInTime(close)) return app.quit();
      log.error('a driver did not let go: ending the process');
      endHard();
    } catch (error) {
      log.error(`closing: ${String(error)}`);
      app.quit();
    }
  };
  app.on('before-quit', (event) => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    void end();
  });
  app.on('window-all-closed', () => app.quit());
};
