import { closeInTime } from '../close-in-time.ts';
import type { Log } from '../log.ts';

/** What quitting needs of Electron's app. */
export interface Quittable {
  on(event: 'before-quit', listener: (event: { preventDefault(): void }) => void): unknown;
  on(event: 'window-all-closed', listener: () => void): unknown;
  quit(): void;
}

export interface Closing {
  close(): Promise<void>;
  /** Puts on record what is still open when closing has taken too long. */
  recordOpen(): Promise<void>;
}

/**
 * On quit the links are closed first, and nothing that a driver holds is forgotten: its outcome is waited for as long as
 * the grace allows, and then it is on record as open. A thread that a driver does not give back holds every ordinary
 * way of ending a process, so the process is then ended the hard way. To ask again meanwhile changes nothing.
 */
export const quitCleanly = (
  app: Quittable,
  closing: Closing,
  log: Log,
  endHard = (): void => void process.kill(process.pid, 'SIGKILL'),
): void => {
  let state: 'running' | 'closing' | 'closed' = 'running';

  const isClosed = async (): Promise<boolean> => {
    try {
      return await closeInTime(() => closing.close());
    } catch (error) {
      log.error(`closing: ${String(error)}`);
      return true;
    }
  };

  const leaveOpen = async (): Promise<void> => {
    log.error('a driver did not let go: ending the process');
    try {
      if (!(await closeInTime(() => closing.recordOpen())))
        log.error('what is open could not be recorded in time');
    } catch (error) {
      log.error(`recording what is open: ${String(error)}`);
    }
    endHard();
  };

  const end = async (): Promise<void> => {
    if (!(await isClosed())) return leaveOpen();
    state = 'closed';
    app.quit();
  };

  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    void end();
  });
  app.on('window-all-closed', () => app.quit());
};
