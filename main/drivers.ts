import { basename } from 'node:path';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { Fault } from '#app/faults/fault.ts';
import { isScenarioFile, isScenarioId, scenarioIds } from '#app/practice/scenarios.ts';
import type { ScenarioId } from '#app/practice/scenarios.ts';
import { createSimulator, realClock } from '#native';
import type { Scenario, Simulator } from '#native';
import { readScenarioFile } from './scenario-file.ts';

/** The scenario shown when nobody asked for one. */
export const defaultScenario: ScenarioId = 'office';

/** A scenario, and what a person knows it by: the name of a built-in one, or of its file. */
export interface NamedScenario {
  readonly name: string;
  readonly scenario: ScenarioId | Scenario;
}

/** What `--simulate` asks for: a built-in scenario by name, or a file. */
export const scenarioOf = async (asked: string): Promise<Result<NamedScenario, Fault>> => {
  if (isScenarioId(asked)) return ok({ name: asked, scenario: asked });
  if (!isScenarioFile(asked)) {
    return fail({ kind: 'unknown-scenario', scenario: asked, known: [...scenarioIds] });
  }
  const read = await readScenarioFile(asked);
  return read.ok ? ok({ name: basename(asked), scenario: read.value }) : read;
};

export const simulatorDriver = ({ scenario }: NamedScenario): Simulator =>
  createSimulator({ scenario, clock: realClock });
