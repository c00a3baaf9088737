import { fileURLToPath } from 'node:url';
import {
  endProcess,
  forkEvidenceProcess,
  loadWindowsDriver,
  runOtherProcess,
  startNodeProcess,
  takeTask,
  type Dot4Driver,
} from '../../native/index.ts';
import {
  isEvidenceProcess,
  isWindowsWorker,
  parentOfFork,
  runEvidenceProcess,
  runWindowsWorker,
} from '../../native/windows/worker.ts';

/** The one bundled file is also the worker, the evidence process and the second process of its own driver. */
export async function runAsWindowsProgram(
  itself: URL,
  main: (driver: Dot4Driver, args: readonly string[]) => Promise<number>,
): Promise<void> {
  const args = process.argv.slice(2);
  const task = takeTask(args);
  if (isWindowsWorker()) return runWindowsWorker();
  if (isEvidenceProcess(args)) return runEvidenceProcess(parentOfFork());
  if (task !== null) {
    process.stdout.write(JSON.stringify(await runOtherProcess(task, itself)));
    return;
  }
  const program = fileURLToPath(itself);
  const driver = await loadWindowsDriver(
    itself,
    () => forkEvidenceProcess(program),
    startNodeProcess(program),
  );
  await endProcess((process.exitCode = await main(driver, args)));
}
