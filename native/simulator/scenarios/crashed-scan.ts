import type { Scenario } from './scenario.ts';

const deviceId = 'sim-scan-m1522nf';

/** Long enough to be seen holding the device first. */
const crashesAfterMs = 8_000;

export const crashedScan: Scenario<'crashed-scan'> = {
  id: 'crashed-scan',
  build(world) {
    world.addPrinter({
      id: deviceId,
      name: 'HP LaserJet M1522nf MFP',
      queue: 'LaserJet M1522nf (front desk)',
    });
    const scanner = world.startProgram('ScanToPC.exe');
    scanner.openChannel(deviceId, scanner.createSocket(deviceId, 'HP-SCAN').hostSocket);
    world.clock.after(crashesAfterMs, () => scanner.die());
  },
};
