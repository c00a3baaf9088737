import { simulatorDriver as ordinaryDriver } from '../../../../main/drivers.ts';
import type { NamedScenario } from '../../../../main/drivers.ts';
import { createSimulator, realClock } from '#native';
import type { Simulator } from '#native';
import { buildCrowd, crowdAsked } from './world.ts';

export { defaultScenario, scenarioOf } from '../../../../main/drivers.ts';

/** A loop that is held for longer than a probe may take would see sockets where there are none. */
const probeMs = 400;

/** Stands in for main/drivers.ts: a crowd of printers when one is asked for. */
export const simulatorDriver = (scenario: NamedScenario): Simulator => {
  const crowd = crowdAsked(process.env);
  if (crowd === null) return ordinaryDriver(scenario);
  const simulator = createSimulator({ clock: realClock, build: buildCrowd(crowd) });
  return { ...simulator, profileOf: (device) => ({ ...simulator.profileOf(device), probeMs }) };
};
