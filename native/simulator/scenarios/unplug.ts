import { addMfpWithLeakedScan, mfpId } from './office.ts';
import type { Scenario } from './scenario.ts';

/** Less than a request takes on its way through the driver, so the cable goes while it is being answered. */
const pulledAfterMs = 1;
const backAfterMs = 10_000;

export const unplug: Scenario<'unplug'> = {
  id: 'unplug',
  build(world) {
    addMfpWithLeakedScan(world);
    const { dispatcher } = world.printer(mfpId).stack;
    dispatcher.onArrival = (request) => {
      if (request !== 'DESTROY_SOCKET') return;
      // Once: a link that outlived the unplugging may still send requests into the void.
      dispatcher.onArrival = () => undefined;
      world.clock.after(pulledAfterMs, () => world.unplug(mfpId));
      world.clock.after(pulledAfterMs + backAfterMs, () => world.plugIn(mfpId));
    };
  },
};
