import type { ScenarioId } from '#app/practice/scenarios.ts';
import { accessDenied } from './scenarios/access-denied.ts';
import { crashedScan } from './scenarios/crashed-scan.ts';
import { crowd } from './scenarios/crowd.ts';
import { full } from './scenarios/full.ts';
import { held } from './scenarios/held.ts';
import { empty, noDriver } from './scenarios/no-devices.ts';
import { noAnswer } from './scenarios/no-answer.ts';
import { office } from './scenarios/office.ts';
import { refusingDriver } from './scenarios/refusing-driver.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { stuckPrint } from './scenarios/stuck-print.ts';
import { unconfirmed } from './scenarios/unconfirmed.ts';
import { unplug } from './scenarios/unplug.ts';
import { unwell } from './scenarios/unwell.ts';
import type { World } from './world.ts';

const byId: { readonly [Id in ScenarioId]: Scenario<Id> } = {
  office,
  'crashed-scan': crashedScan,
  'stuck-print': stuckPrint,
  'refusing-driver': refusingDriver,
  'no-answer': noAnswer,
  unconfirmed,
  empty,
  'no-driver': noDriver,
  'access-denied': accessDenied,
  unplug,
  unwell,
  held,
  full,
  crowd,
};

export const buildScenario = (id: ScenarioId, world: World): void => byId[id].build(world);
