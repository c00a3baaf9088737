import { Worker } from 'node:worker_threads';
import type { Dot4Driver } from './port.ts';
import type { SpawnEvidenceProcess } from './windows/evidence/ask-evidence.ts';

// The door of native: the driver port, and the two implementations behind it.
export type { EvidenceProcess, SpawnEvidenceProcess } from './windows/evidence/ask-evidence.ts';
export { forkEvidenceProcess } from './windows/evidence/fork-evidence.ts';
export type { CallOptions, DeviceLink, Dot4Driver } from './port.ts';
export { realClock } from './simulator/real-clock.ts';
export { scenarioIds, scenarios } from './simulator/scenarios.ts';
export { createSimulator } from './simulator/simulator.ts';
export type { Simulator } from './simulator/simulator.ts';
export { createVirtualClock } from './simulator/virtual-clock.ts';
export type { VirtualClock } from './simulator/virtual-clock.ts';
export type { ScenarioId } from './simulator/scenarios.ts';

/**
 * The Windows driver. `workerFile` is the built file that runs `runWindowsWorker()` when it is started as a worker.
 * `spawnEvidence` starts a process that calls `runEvidenceProcess()`. koffi is loaded in those two only.
 */
export const loadWindowsDriver = async (
  workerFile: URL,
  spawnEvidence: SpawnEvidenceProcess,
): Promise<Dot4Driver> => {
  const { createWindowsDriver } = await import('./windows/driver.ts');
  return createWindowsDriver({
    spawnWorker: (data) => new Worker(workerFile, { workerData: data }),
    spawnEvidence,
  });
};

/** Ends this process the hard way, with `exitCode`; on systems without DOT4 drivers nothing holds it, and it is left to end. */
export const endProcess = async (exitCode: number): Promise<void> => {
  if (process.platform !== 'win32') return;
  const windows = await import('./windows/end-process.ts');
  await windows.endProcess(exitCode);
};
