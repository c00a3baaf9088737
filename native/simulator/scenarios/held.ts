import type { World } from '../world.ts';
import type { Scenario } from './scenario.ts';

const pmlService = 'Pml Driver HPZ12';

/** Channels whose holders run: a scan program that forgot its own, and HP's service, whose socket outlives it. */
export const held: Scenario<'held'> = {
  id: 'held',
  build(world: World) {
    const scanned = 'sim-held-m2727nf';
    world.addPrinter({
      ...{ id: scanned, name: 'HP LaserJet M2727nf MFP', queue: 'LaserJet M2727nf (ward 3)' },
      personality: { creatorEnds: 'frees' },
    });
    const scanner = world.startProgram('ScanToPC.exe');
    scanner.openChannel(scanned, scanner.createSocket(scanned, 'HP-SCAN').hostSocket);

    const asked = 'sim-held-3390';
    world.addPrinter({
      ...{ id: asked, name: 'HP LaserJet 3390', queue: 'LaserJet 3390 (records)' },
    });
    const { pid } = world.services.find(({ name }) => name === pmlService) ?? {};
    const service = world.startProgram('svchost.exe', pid ?? undefined);
    service.openChannel(asked, service.createSocket(asked, 'HP-MESSAGE').hostSocket);
  },
};
