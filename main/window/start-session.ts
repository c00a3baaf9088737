import { faultWords } from '#app/words/faults.ts';
import { auditPath, createAuditTrail } from '../audit/audit-trail.ts';
import { withEvents } from '../audit/event-log.ts';
import type { Report } from '../audit/event-log.ts';
import { watchTrail } from '../audit/watch-trail.ts';
import type { Log } from '../log.ts';
import { createSessionHost } from '../session/session-host.ts';
import type { Chosen, SessionHost } from '../session/session-host.ts';
import type { MainWindow } from './main-window.ts';

/** The session that the window shows, and its audit trail on disk. */
export interface WindowSession {
  readonly host: SessionHost;
  /** Of real or of simulated devices, as the driver is now. */
  auditPath(): string;
  /** Resolves when every driver has let go and its outcomes are on disk. */
  close(): Promise<void>;
}

/** Starts the session: what changes in it, and in its trail, goes to the window. */
export const startSession = (
  chosen: Chosen,
  dataFolder: string,
  report: Report | null,
  mainWindow: MainWindow,
  log: Log,
): WindowSession => {
  const paths = { windows: auditPath(dataFolder, false), simulator: auditPath(dataFolder, true) };
  // kept for the whole run: what one of them could not write yet outlives a change of the driver
  const trails = {
    windows: withEvents(createAuditTrail(paths.windows), report),
    simulator: createAuditTrail(paths.simulator),
  };
  const host = createSessionHost(
    {
      auditOf: ({ kind }) => trails[kind],
      dataFolder,
      program: 'window',
      publish: (delta) => mainWindow.send('session.delta', delta),
      onRequests: (deviceId) => mainWindow.send('device.requestsGrew', { deviceId }),
      log,
    },
    chosen,
  );
  const currentPath = (): string => paths[host.driver.kind];
  const watchCurrent = (): (() => void) =>
    watchTrail(currentPath(), () => mainWindow.send('audit.changed', undefined));
  let stopWatching = watchCurrent();
  host.onReplaced(() => {
    stopWatching();
    stopWatching = watchCurrent();
  });

  return {
    host,
    auditPath: currentPath,
    close: async () => {
      stopWatching();
      await host.close();
      for (const flushed of await Promise.all([trails.windows.flush(), trails.simulator.flush()])) {
        if (!flushed.ok) log.error(faultWords(flushed.fault).meaning);
      }
    },
  };
};
