import type { Scenario } from './scenario.ts';

export const empty: Scenario<'empty'> = {
  id: 'empty',
  build: () => undefined,
};

export const noDriver: Scenario<'no-driver'> = {
  id: 'no-driver',
  build(world) {
    world.driverPackage = 'absent';
  },
};
