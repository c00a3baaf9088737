// Runs the contract suite in Windows Node; the same file is the worker and the evidence process of the driver under test.
import { Worker } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import { isEvidenceProcess, parentOfFork, runEvidenceProcess } from '../windows/evidence/evidence-process.ts';
import { forkEvidenceProcess } from '../windows/evidence/fork-evidence.ts';
import { isWindowsWorker, runWindowsWorker } from '../windows/worker.ts';

if (isWindowsWorker()) await runWindowsWorker();
else if (isEvidenceProcess(process.argv.slice(2))) await runEvidenceProcess(parentOfFork());
else {
  const [deviceControl, otherProgram, driverPackage, otherDriverPackage] = process.argv.slice(2);
  if (!deviceControl || !otherProgram || !driverPackage || !otherDriverPackage) {
    throw new Error('usage: windows-entry DEVICE-CONTROL OTHER-PROGRAM DRIVER-PACKAGE OTHER-PACKAGE');
  }
  const { describe, it } = await import('node:test');
  const { describeDriverContract } = await import('./contract.ts');
  const { windowsHarness } = await import('./windows-harness.ts');
  const { describeWindowsOnly } = await import('./windows-only.ts');
  const spawnWorker = (workerData: unknown): Worker => new Worker(new URL(import.meta.url), { workerData });
  const paths = { deviceControl, otherProgram, driverPackage, otherDriverPackage };
  const harness = windowsHarness(paths, spawnWorker, () =>
    forkEvidenceProcess(fileURLToPath(import.meta.url)),
  );
  describeWindowsOnly({ describe, it }, harness);
  describeDriverContract({ describe, it }, harness);
}
