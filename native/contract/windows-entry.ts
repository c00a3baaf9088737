// Runs the contract suite in Windows Node; the same file is the worker of the driver under test, its evidence process
// and its second process.
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { isEvidenceProcess, parentOfFork, runEvidenceProcess } from '../windows/evidence/evidence-process.ts';
import { forkEvidenceProcess } from '../windows/evidence/fork-evidence.ts';
import { runOtherProcessTask } from '../windows/other-process.ts';
import { startNodeProcess, takeTask } from '../windows/start-node-process.ts';
import { isWindowsWorker, runWindowsWorker } from '../windows/worker.ts';

const spawnWorker = (workerData: unknown): Worker => new Worker(new URL(import.meta.url), { workerData });
const task = takeTask(process.argv.slice(2));

if (isWindowsWorker()) await runWindowsWorker();
else if (isEvidenceProcess(process.argv.slice(2))) await runEvidenceProcess(parentOfFork());
else if (task !== null) process.stdout.write(JSON.stringify(await runOtherProcessTask(task, spawnWorker)));
else {
  const [deviceControl, otherProgram, driverPackage, otherDriverPackage] = process.argv.slice(2);
  if (!deviceControl || !otherProgram || !driverPackage || !otherDriverPackage) {
    throw new Error('usage: windows-entry DEVICE-CONTROL OTHER-PROGRAM DRIVER-PACKAGE OTHER-PACKAGE');
  }
  const { after, describe, it } = await import('node:test');
  const { describeDriverContract } = await import('./contract.ts');
  const { windowsHarness } = await import('./windows-harness.ts');
  const { describeWindowsOnly } = await import('./windows-only.ts');
  // The reporter of this run would be opened by a second process too.
  const env = { ...process.env, NODE_OPTIONS: '' };
  const itself = fileURLToPath(import.meta.url);
  const harness = windowsHarness(
    { deviceControl, otherProgram, driverPackage, otherDriverPackage },
    {
      spawnWorker,
      spawnEvidence: () => forkEvidenceProcess(itself),
      startOtherProcess: startNodeProcess(itself, env),
    },
  );
  describeWindowsOnly({ describe, it }, harness);
  describeDriverContract({ describe, it }, harness);
  after(() => harness.end());
}
