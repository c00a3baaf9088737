import { simulatorDriver as ordinaryDriver } from '../../../../main/drivers.ts';
import { createSimulator, realClock } from '#native';
import type { Dot4Driver, ScenarioId } from '#native';
import { buildCrowd, crowdAsked } from './world.ts';

export { defaultScenario, scenarioOf } from '../../../../main/drivers.ts';

/** Stands in for main/drivers.ts: a crowd of printers when one is asked for. */
export const simulatorDriver = (scenario: ScenarioId): Dot4Driver => {
  const crowd = crowdAsked(process.env);
  return crowd === null
    ? ordinaryDriver(scenario)
    : createSimulator({ clock: realClock, build: buildCrowd(crowd) });
};
