import type { Scenario } from './scenario.ts';

const deviceId = 'sim-refusing-2727nf';

export const refusingDriver: Scenario<'refusing-driver'> = {
  id: 'refusing-driver',
  build(world) {
    world.addPrinter({
      id: deviceId,
      name: 'HP LaserJet M2727nf MFP',
      queue: 'LaserJet M2727nf (reception)',
      personality: { destroyWithOpenChannel: 'busy' },
    });
    const scanner = world.startProgram('ScanToPC.exe');
    scanner.openChannel(deviceId, scanner.createSocket(deviceId, 'HP-SCAN').hostSocket);
  },
};
