import type { World } from '../world.ts';
import type { Scenario } from './scenario.ts';

export const mfpId = 'sim-m1522nf';

/** An MFP whose scan channel was leaked by a program that ended before Unjam started: nothing shows who it was. */
export const addMfpWithLeakedScan = (world: World): void => {
  world.addPrinter({ id: mfpId, name: 'HP LaserJet M1522nf MFP', queue: 'LaserJet M1522nf (front desk)' });
  const scanner = world.startProgram('ScanToPC.exe');
  const { hostSocket } = scanner.createSocket(mfpId, 'HP-SCAN');
  scanner.openChannel(mfpId, hostSocket);
  scanner.die();
};

export const office: Scenario<'office'> = {
  id: 'office',
  build(world) {
    addMfpWithLeakedScan(world);
    const printing = world.addPrinter({
      id: 'sim-p2055d',
      name: 'HP LaserJet P2055d',
      queue: 'LaserJet P2055d (accounting)',
    });
    printing.queue.print({
      document: 'Annual report.pdf',
      user: 'm.keller',
      pagesDone: 37,
      pagesTotal: 210,
      pageEveryMs: 1_800,
    });
    world.addPrinter({ id: 'sim-3055', name: 'HP LaserJet 3055', queue: 'LaserJet 3055 (archive)' });
  },
};
