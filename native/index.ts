import { Worker } from 'node:worker_threads';
import type { WindowsEvent } from '#app/audit/windows-event.ts';
import type { OtherProcessAnswer, OtherProcessTask } from '#app/calibration/other-process.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok, type Result } from '#app/result.ts';
import type { Dot4Driver } from './port.ts';
import { procIdentity } from './proc-identity.ts';
import type { SystemIdentity } from './proc-identity.ts';
import type { RegistryProblem, RegistryValue } from './registry.ts';
import { posixRights } from './rights.ts';
import type { Rights } from './rights.ts';
import type { SpawnEvidenceProcess } from './windows/evidence/ask-evidence.ts';
import type { StartOtherProcess } from './windows/other-process.ts';
import type { SpawnWorker } from './windows/worker.ts';

// The door of native: the driver port, and the two implementations behind it.
export type { DeviceLink, Dot4Driver, RequestOptions, SocketIds, StampedSight } from './port.ts';
export type { EvidenceProcess, SpawnEvidenceProcess } from './windows/evidence/ask-evidence.ts';
export { forkEvidenceProcess } from './windows/evidence/fork-evidence.ts';
export { argumentsToRun } from './windows/own-program.ts';
export type { StartOtherProcess } from './windows/other-process.ts';
export { startNodeProcess, takeTask } from './windows/start-node-process.ts';
export type { RegistryProblem, RegistryValue } from './registry.ts';
export type { SystemIdentity } from './proc-identity.ts';
export type { Owner, Rights } from './rights.ts';
export { shapeNames } from './wire/shapes.ts';
export { pause } from './pause.ts';
export { realClock } from './real-clock.ts';
export { createSimulator } from './simulator/simulator.ts';
export type { Simulator } from './simulator/simulator.ts';
export { scenarioFromBytes } from './simulator/scenarios/parse.ts';
export type { Scenario } from './simulator/scenarios/schema.ts';

/** The built program that runs `runWindowsWorker()` when it is started as a worker: its file, or its text. */
export type WorkerProgram = URL | string;

const spawningWorkers =
  (program: WorkerProgram): SpawnWorker =>
  (data) =>
    new Worker(program, { eval: typeof program === 'string', workerData: data });

/**
 * The Windows driver. `spawnEvidence` starts a process that calls `runEvidenceProcess()`, `startOtherProcess` one that calls
 * `runOtherProcess`. koffi is loaded in those only.
 */
export const loadWindowsDriver = async (
  worker: WorkerProgram,
  spawnEvidence: SpawnEvidenceProcess,
  startOtherProcess: StartOtherProcess,
): Promise<Dot4Driver> => {
  const { createWindowsDriver } = await import('./windows/driver.ts');
  return createWindowsDriver({ spawnWorker: spawningWorkers(worker), spawnEvidence, startOtherProcess });
};

/** The work of a second process of ours, with the same worker. */
export const runOtherProcess = async (
  task: OtherProcessTask,
  worker: WorkerProgram,
): Promise<OtherProcessAnswer> => {
  const { runOtherProcessTask } = await import('./windows/other-process.ts');
  return runOtherProcessTask(task, spawningWorkers(worker));
};

/**
 * Starts a program as administrator, after Windows has asked the person; answers when they have. Fault
 * `restart-refused` with SE_ERR_* of shellapi.h: 5 when they said no; 50 (ERROR_NOT_SUPPORTED) where there is no Windows.
 */
export const startElevated = async (file: string, args: readonly string[]): Promise<Result<void, Fault>> => {
  if (process.platform !== 'win32') return fail({ kind: 'restart-refused', systemError: 50 });
  const windows = await import('./windows/start-elevated.ts');
  return windows.startElevated(file, args);
};

/** What names a process, and this start of the system, for good. What the system does not say is null. */
export const systemIdentity = async (): Promise<SystemIdentity> => {
  if (process.platform !== 'win32') return procIdentity;
  const { windowsIdentity } = await import('./windows/windows-identity.ts');
  return windowsIdentity();
};

/** What this process may do. Fault: library-not-loaded. */
export const processRights = async (): Promise<Result<Rights, Fault>> => {
  if (process.platform !== 'win32') return ok(posixRights);
  const { windowsRights } = await import('./windows/windows-rights.ts');
  return windowsRights();
};

/** The values of a key of this computer's registry; null: there is no such key, or no registry. */
export const readMachineKey = async (
  path: string,
): Promise<Result<readonly RegistryValue[] | null, RegistryProblem>> => {
  if (process.platform !== 'win32') return ok(null);
  const windows = await import('./windows/machine-key.ts');
  return windows.readMachineKey(path);
};

/**
 * Makes a folder, on Windows one whose files all users may read and add to, and only administrators change; nothing
 * elsewhere, and where there is one of that name.
 */
export const makeAppendOnlyFolder = async (path: string): Promise<Result<void, RegistryProblem>> => {
  if (process.platform !== 'win32') return ok(undefined);
  const windows = await import('./windows/append-only-folder.ts');
  return windows.makeAppendOnlyFolder(path);
};

/** Writes an event to the log of Windows; false where it could not, or where there is none. */
export const reportEvent = async (source: string, event: WindowsEvent): Promise<boolean> => {
  if (process.platform !== 'win32') return false;
  const windows = await import('./windows/event-log.ts');
  return windows.reportEvent(source, event);
};

/** Ends this process the hard way, with `exitCode`; on systems without DOT4 drivers nothing holds it, and it is left to end. */
export const endProcess = async (exitCode: number): Promise<void> => {
  if (process.platform !== 'win32') return;
  const windows = await import('./windows/end-process.ts');
  await windows.endProcess(exitCode);
};
