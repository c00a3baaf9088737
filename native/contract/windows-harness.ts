import { createWindowsDriver } from '../windows/driver.ts';
import type { SpawnWorker } from '../windows/worker.ts';
import type { ContractHarness } from './harness.ts';
import { testPrograms, type InstalledDevice, type TestProgramPaths } from './test-programs.ts';
import { WindowsBench } from './windows-bench.ts';

/**
 * The Windows driver on devices of the C test driver. A device is kept from case to case, its driver reset in
 * between; one that a case has removed is replaced by a new one.
 */
export const windowsHarness = (paths: TestProgramPaths, spawnWorker: SpawnWorker): ContractHarness => {
  const programs = testPrograms(paths);
  let installed: InstalledDevice | null = null;
  let bench: WindowsBench | null = null;
  return {
    name: 'Windows driver',
    lacks: {},
    async start() {
      if (installed === null || bench?.removed === true) installed = await programs.installDevice();
      bench = await WindowsBench.on(createWindowsDriver({ spawnWorker }), installed, programs);
      return bench;
    },
  };
};
