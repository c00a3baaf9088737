import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { Scenario } from './scenario.ts';

export const accessDenied: Scenario<'access-denied'> = {
  id: 'access-denied',
  title: 'A printer is connected, and Windows does not let this user open it',
  build(world) {
    world.elevated = false;
    const printer = world.addPrinter({
      id: 'sim-locked-2727nf',
      name: 'HP LaserJet M2727nf MFP',
      queue: 'LaserJet M2727nf (reception)',
    });
    printer.openRefusal = ntStatus('STATUS_ACCESS_DENIED');
  },
};
