import type { Scenario } from './scenario.ts';

/** Nobody waits that long: the job has stopped. */
export const neverMs = 24 * 3_600_000;

export const stuckPrint: Scenario<'stuck-print'> = {
  id: 'stuck-print',
  build(world) {
    const printer = world.addPrinter({
      id: 'sim-stuckprint-p2055d',
      name: 'HP LaserJet P2055d',
      queue: 'LaserJet P2055d (accounting)',
    });
    printer.queue.print({
      document: 'Invoices November.xlsx',
      user: 'm.keller',
      pagesDone: 12,
      pagesTotal: 80,
      pageEveryMs: neverMs,
    });
  },
};
