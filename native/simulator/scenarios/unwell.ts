import type { Scenario } from './scenario.ts';

/** What helpdesks find beside stuck channels: queues that double each other, a device that did not start. */
export const unwell: Scenario<'unwell'> = {
  id: 'unwell',
  build(world) {
    const name = 'HP LaserJet 3050';
    const queue = 'LaserJet 3050 (post room)';
    world.addPrinter({
      ...{ id: 'sim-twoqueues-3050', name, queue },
      otherPorts: ['USB001'],
      otherQueues: [{ name: `${queue} (Copy 1)`, ports: ['USB001'], driver: name, offline: true, jobs: 3 }],
    });
    world.addPrinter({
      id: 'sim-stopped-3390',
      name: 'HP LaserJet 3390',
      queue: 'LaserJet 3390 (basement)',
      problemCode: 10,
    });
  },
};
