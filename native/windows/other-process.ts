import type { OtherProcessAnswer, OtherProcessTask } from '#app/calibration/other-process.ts';
import { fail } from '#app/result.ts';
import { Link } from '../link.ts';
import type { CallOptions } from '../port.ts';
import { LateResults } from '../undo.ts';
import { LinkThreads } from './link/link-threads.ts';
import { openFault } from './link/open-fault.ts';
import { openPathKind } from './link/open-path-kind.ts';
import { wakeByPort } from './link/wake.ts';
import type { SpawnWorker } from './worker.ts';

/**
 * Starts a second process of this program that calls `runOtherProcessTask` and answers what it says; null when it
 * said nothing. How such a process is started only the program knows that was bundled.
 */
export type StartOtherProcess = (
  task: OtherProcessTask,
  options: CallOptions,
) => Promise<OtherProcessAnswer | null>;

/** The whole work of that second process. It makes no sockets, so nothing is left of it. */
export const runOtherProcessTask = async (
  task: OtherProcessTask,
  spawnWorker: SpawnWorker,
): Promise<OtherProcessAnswer> => {
  const { deviceId, openPaths, hostSocket, shape, deadlineMs } = task;
  const wake = await wakeByPort();
  if (!wake.ok) return wake;
  const threads = new LinkThreads(spawnWorker);
  const opened = await threads.open(wake.value, openPaths, { deadlineMs });
  if (!opened.ok) return { ok: false, fault: openFault(deviceId, opened.fault) };
  const link = new Link(opened.value, {
    deviceId,
    openedBy: openPathKind(opened.value.path),
    onClosed: () => undefined,
    late: new LateResults(),
    reopen: () => Promise.resolve(fail({ kind: 'device-gone', deviceId })),
  });
  const answer = await link.destroySocket({ hostSocket }, { deadlineMs, shape: shape ?? undefined });
  await link.close();
  await threads.close();
  return answer.ok ? { ok: true } : answer;
};
