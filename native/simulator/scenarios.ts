import { accessDenied } from './scenarios/access-denied.ts';
import { full } from './scenarios/full.ts';
import { held } from './scenarios/held.ts';
import { empty, noDriver } from './scenarios/no-devices.ts';
import { office } from './scenarios/office.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { unplug } from './scenarios/unplug.ts';
import { unwell } from './scenarios/unwell.ts';
import type { World } from './world.ts';

export const scenarioIds = [
  'office',
  'empty',
  'no-driver',
  'access-denied',
  'unplug',
  'unwell',
  'held',
  'full',
] as const;
export type ScenarioId = (typeof scenarioIds)[number];

const byId: { readonly [Id in ScenarioId]: Scenario<Id> } = {
  office,
  empty,
  'no-driver': noDriver,
  'access-denied': accessDenied,
  unplug,
  unwell,
  held,
  full,
};

export const scenarios: readonly Scenario<ScenarioId>[] = scenarioIds.map((id) => byId[id]);

export const findScenario = (id: string): Scenario<ScenarioId> | undefined =>
  scenarios.find((scenario) => scenario.id === id);

export const buildScenario = (id: ScenarioId, world: World): void => byId[id].build(world);
