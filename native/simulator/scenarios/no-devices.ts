import type { Scenario } from './scenario.ts';

export const empty: Scenario<'empty'> = {
  id: 'empty',
  title: 'The DOT4 driver is installed, and no printer is connected',
  build: () => undefined,
};

export const noDriver: Scenario<'no-driver'> = {
  id: 'no-driver',
  title: 'No DOT4 driver package is installed, as on Windows 8 and later without the one from the vendor',
  build(world) {
    world.driverPackage = 'absent';
  },
};
