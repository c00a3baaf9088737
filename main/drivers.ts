import { basename } from 'node:path';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { Fault } from '#app/faults/fault.ts';
import { scenarioIds } from '#app/practice/scenarios.ts';
import type { ScenarioId } from '#app/practice/scenarios.ts';
import { createSimulator, realClock } from '#native';
import type { Scenario, Simulator } from '#native';
import { isScenarioFile, readScenarioFile } from './scenario-file.ts';

/** The scenario shown when nobody asked for one. */
export const defaultScenario: ScenarioId = 'office';

/** A scenario, and what a person knows it by: the name of a built-in one, or of its file. */
export interface NamedScenario {
  readonly name: string;
  readonly scenario: ScenarioId | Scenario;
}

/** What `--simulate` asks for: a built-in scenario by name, or a file. */
export const scenarioOf = async (asked: string): Promise<Result<NamedScenario, Fault>> => {
  const id = scenarioIds.find((known) => known === asked);
  if (id !== undefined) return ok({ name: id, scenario: id });
  if (!isScenarioFile(asked)) {
    return fail({ kind: 'unknown-scenario', scenario: asked, known: [...scenarioIds] });
  }
  const read = await readScenarioFile(asked);
  return read.ok ? ok({ name: basename(asked), scenario: read.value }) : read;
};

export const simulatorDriver = ({ scenario }: NamedScenario): Simulator =>
  createSimulator({ scenario, clock: realClock });
