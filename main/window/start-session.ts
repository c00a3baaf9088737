import type { Dot4Driver } from '#native';
import { faultWords } from '#app/words/faults.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { withEvents } from '../audit/event-log.ts';
import type { Report } from '../audit/event-log.ts';
import { trailAt } from '../audit/trail-place.ts';
import type { TrailPlace } from '../audit/trail-place.ts';
import { watchTrail } from '../audit/watch-trail.ts';
import type { DataFolders } from '../data-folder.ts';
import type { Log } from '../log.ts';
import { createSessionHost } from '../session/session-host.ts';
import type { Chosen, SessionHost } from '../session/session-host.ts';
import type { MainWindow } from './main-window.ts';

/** The session that the window shows, and its audit trail on disk. */
export interface WindowSession {
  readonly host: SessionHost;
  /** Where operations are recorded, of real or of simulated devices. */
  trailOf(kind: Dot4Driver['kind']): AuditTrail;
  /** Of real or of simulated devices, as the driver is now. */
  trail(): TrailPlace;
  /** Resolves when every driver has let go and its outcomes are on disk. */
  close(): Promise<void>;
}

/** Starts the session: what changes in it, and in its trail, goes to the window. */
export const startSession = (
  chosen: Chosen,
  folders: DataFolders,
  places: Readonly<Record<Dot4Driver['kind'], TrailPlace>>,
  report: Report | null,
  mainWindow: MainWindow,
  log: Log,
): WindowSession => {
  // kept for the whole run: what one of them could not write yet outlives a change of the driver
  const trails = {
    windows: withEvents(trailAt(places.windows), report),
    simulator: trailAt(places.simulator),
  };
  const host = createSessionHost(
    {
      auditOf: ({ kind }) => trails[kind],
      dataFolder: folders.local,
      program: 'window',
      publish: (delta) => mainWindow.send('session.delta', delta),
      onRequests: (deviceId) => mainWindow.send('device.requestsGrew', { deviceId }),
      log,
    },
    chosen,
  );
  const current = (): TrailPlace => places[host.driver.kind];
  const watchCurrent = (): (() => void) =>
    watchTrail(current().path, () => mainWindow.send('audit.changed', undefined));
  let stopWatching = watchCurrent();
  host.onReplaced(() => {
    stopWatching();
    stopWatching = watchCurrent();
  });

  return {
    host,
    trailOf: (kind) => trails[kind],
    trail: current,
    close: async () => {
      stopWatching();
      await host.close();
      for (const flushed of await Promise.all([trails.windows.flush(), trails.simulator.flush()])) {
        if (!flushed.ok) log.error(faultWords(flushed.fault).meaning);
      }
    },
  };
};
