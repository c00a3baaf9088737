import type { Dot4Driver } from '../port.ts';
import { createWindowsDriver, type WindowsDriverParts } from '../windows/driver.ts';
import type { ContractHarness } from './harness.ts';
import {
  testPrograms,
  type InstalledDevice,
  type TestProgramPaths,
  type TestPrograms,
} from './test-programs.ts';
import { WindowsBench } from './windows-bench.ts';

export interface WindowsHarness extends ContractHarness {
  readonly programs: TestPrograms;
  start(): Promise<WindowsBench>;
  /** Takes its device away: others count what is there. */
  end(): Promise<void>;
}

/** A driver that tells whether the case has closed it. */
const lent = (driver: Dot4Driver): { readonly driver: Dot4Driver; closed: boolean } => {
  const loan = {
    closed: false,
    driver: {
      kind: driver.kind,
      discover: (options) => driver.discover(options),
      watch: (onChange) => driver.watch(onChange),
      profileOf: (device) => driver.profileOf(device),
      look: (options) => driver.look(options),
      isElevated: (options) => driver.isElevated(options),
      open: (deviceId, options) => driver.open(deviceId, options),
      destroyAsAnotherProcess: (deviceId, args, options) =>
        driver.destroyAsAnotherProcess(deviceId, args, options),
      onChannelLeftOpen: (listen) => driver.onChannelLeftOpen(listen),
      suspend: () => driver.suspend(),
      resume: () => driver.resume(),
      act: (deviceId, action, options) => driver.act(deviceId, action, options),
      close() {
        loan.closed = true;
        return driver.close();
      },
    } satisfies Dot4Driver as Dot4Driver,
  };
  return loan;
};

/**
 * The Windows driver on devices of the C test driver. The device is reset between cases, and replaced when a case
 * has removed it. The driver is kept, with its discovery thread, unless a case closed it or left something open:
 * under Wine each thread that need not be started saves a quarter of a second.
 */
export const windowsHarness = (paths: TestProgramPaths, parts: WindowsDriverParts): WindowsHarness => {
  const programs = testPrograms(paths);
  let kept: Dot4Driver | null = null;
  let installed: InstalledDevice | null = null;
  return {
    name: 'Windows driver',
    programs,
    lacks: {
      'status-after-removal':
        'Wine itself answers requests on a removed device, with a status that says nothing of a removal',
      'refuse-open': 'Wine opens a device although its driver refuses IRP_MJ_CREATE',
      'bad-handles-end-requests':
        'under Wine a request whose handle was closed by somebody else never comes back through its completion port',
    },
    async start() {
      installed ??= await programs.installDevice();
      const driver = (kept ??= createWindowsDriver(parts));
      const loan = lent(driver);
      const bench: WindowsBench = await WindowsBench.on({
        driver: loan.driver,
        installed,
        programs,
        async onStop() {
          if (!loan.closed && bench.leftNothing) return;
          kept = null;
          if (bench.removed) installed = null;
          await driver.close();
        },
      });
      return bench;
    },
    async end() {
      await kept?.close();
      if (installed !== null) await programs.removeDevice(installed.instanceId);
    },
  };
};
