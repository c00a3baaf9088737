import type { Scenario } from './scenario.ts';

const deviceId = 'sim-noanswer-3390';

/** The driver still tells which sockets exist; a request to destroy one runs into its deadline. */
export const noAnswer: Scenario<'no-answer'> = {
  id: 'no-answer',
  build(world) {
    const printer = world.addPrinter({
      id: deviceId,
      name: 'HP LaserJet 3390',
      queue: 'LaserJet 3390 (post room)',
    });
    const scanner = world.startProgram('ScanToPC.exe');
    scanner.openChannel(deviceId, scanner.createSocket(deviceId, 'HP-SCAN').hostSocket);
    scanner.die();
    printer.stack.dispatcher.setFault('DESTROY_SOCKET', { kind: 'stall' });
  },
};
