import { addMfpWithLeakedScan, mfpId } from './office.ts';
import type { Scenario } from './scenario.ts';

/** Less than a request takes on its way through the driver, so the cable goes while it is being answered. */
const pulledAfterMs = 1;
const backAfterMs = 10_000;

export const unplug: Scenario<'unplug'> = {
  id: 'unplug',
  title: 'The cable is pulled while a channel is being freed, and plugged back ten seconds later',
  build(world) {
    addMfpWithLeakedScan(world);
    // The stack of this moment only: what comes back after the unplugging behaves.
    world.printer(mfpId).stack.dispatcher.onArrival = (request) => {
      if (request !== 'DESTROY_SOCKET') return;
      world.clock.after(pulledAfterMs, () => world.unplug(mfpId));
      world.clock.after(pulledAfterMs + backAfterMs, () => world.plugIn(mfpId));
    };
  },
};
