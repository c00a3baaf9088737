import type { Scenario } from './scenario.ts';
import { neverMs } from './stuck-print.ts';

/** Without WAIT_FOR_CHANNEL nobody can look whether a socket is gone. */
export const unconfirmed: Scenario<'unconfirmed'> = {
  id: 'unconfirmed',
  build(world) {
    const printer = world.addPrinter({
      id: 'sim-unconfirmed-p3005',
      name: 'HP LaserJet P3005',
      queue: 'LaserJet P3005 (dispatch)',
      personality: { waitForChannel: 'missing' },
    });
    printer.queue.print({
      document: 'Delivery notes.pdf',
      user: 's.brandt',
      pagesDone: 4,
      pagesTotal: 16,
      pageEveryMs: neverMs,
    });
  },
};
