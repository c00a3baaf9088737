export { isEvidenceProcess, parentOfFork, runEvidenceProcess } from './evidence/evidence-process.ts';
import { isMainThread, parentPort, workerData, type Worker } from 'node:worker_threads';
import { runDiscoveryWorker } from './discovery/discovery-worker.ts';
import { runLinkWorker } from './link/link-worker.ts';

/** What a worker of the Windows driver is started with. */
export type WindowsWorkerData =
  | { readonly unjamWindowsWorker: 'discovery' }
  | { readonly unjamWindowsWorker: 'link'; readonly bell: SharedArrayBuffer };

/**
 * Starts a thread that gets `data` as its workerData and calls `runWindowsWorker`. Which file that is only the
 * program knows that was bundled: Electron's main has one beside it, the command line runs itself.
 */
export type SpawnWorker = (data: WindowsWorkerData) => Worker;

/** Whether this thread was started by SpawnWorker. */
export const isWindowsWorker = (): boolean =>
  !isMainThread &&
  typeof workerData === 'object' &&
  workerData !== null &&
  'unjamWindowsWorker' in workerData;

/** The life of such a thread; resolves when it has nothing left to do. */
export const runWindowsWorker = async (): Promise<void> => {
  if (!isWindowsWorker() || parentPort === null) throw new Error('not a worker of the Windows driver');
  const data = workerData as WindowsWorkerData;
  switch (data.unjamWindowsWorker) {
    case 'discovery':
      return runDiscoveryWorker(parentPort);
    case 'link':
      return runLinkWorker(parentPort, data.bell);
  }
};
