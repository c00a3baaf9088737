// Runs the contract suite in Windows Node; the same file is the worker of the driver under test, and its second process.
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { decodeTask } from '#app/calibration/other-process.ts';
import { runOtherProcessTask } from '../windows/other-process.ts';
import { otherProcessArgument, startNodeProcess } from '../windows/start-node-process.ts';
import { isWindowsWorker, runWindowsWorker } from '../windows/worker.ts';

const spawnWorker = (workerData: unknown): Worker => new Worker(new URL(import.meta.url), { workerData });
const task = process.argv[2] === otherProcessArgument ? decodeTask(process.argv[3] ?? '') : null;

if (isWindowsWorker()) await runWindowsWorker();
else if (task !== null) process.stdout.write(JSON.stringify(await runOtherProcessTask(task, spawnWorker)));
else {
  const [deviceControl, otherProgram, driverPackage] = process.argv.slice(2);
  if (!deviceControl || !otherProgram || !driverPackage) {
    throw new Error('usage: windows-entry DEVICE-CONTROL OTHER-PROGRAM DRIVER-PACKAGE');
  }
  const { describe, it } = await import('node:test');
  const { describeDriverContract } = await import('./contract.ts');
  const { windowsHarness } = await import('./windows-harness.ts');
  const { describeWindowsOnly } = await import('./windows-only.ts');
  // The reporter of this run would be opened by a second process too.
  const env = { ...process.env, NODE_OPTIONS: '' };
  const startOtherProcess = startNodeProcess(fileURLToPath(import.meta.url), env);
  const harness = windowsHarness(
    { deviceControl, otherProgram, driverPackage },
    { spawnWorker, startOtherProcess },
  );
  describeWindowsOnly({ describe, it }, harness);
  describeDriverContract({ describe, it }, harness);
}
