import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { Fault } from '#app/faults/fault.ts';
import { scenarioIds } from '#app/practice/scenarios.ts';
import type { ScenarioId } from '#app/practice/scenarios.ts';
import { createSimulator, realClock } from '#native';
import type { Dot4Driver } from '#native';

/** The scenario shown when nobody asked for one. */
export const defaultScenario: ScenarioId = 'office';

export const scenarioOf = (asked: string): Result<ScenarioId, Fault> => {
  const scenario = scenarioIds.find((id) => id === asked);
  return scenario === undefined
    ? fail({ kind: 'unknown-scenario', scenario: asked, known: [...scenarioIds] })
    : ok(scenario);
};

export const simulatorDriver = (scenario: ScenarioId): Dot4Driver =>
  createSimulator({ scenario, clock: realClock });
