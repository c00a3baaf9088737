import type { ScenarioId } from '#app/practice/scenarios.ts';
import accessDenied from './scenarios/built-in/access-denied.json' with { type: 'json' };
import crashedScan from './scenarios/built-in/crashed-scan.json' with { type: 'json' };
import crowd from './scenarios/built-in/crowd.json' with { type: 'json' };
import empty from './scenarios/built-in/empty.json' with { type: 'json' };
import full from './scenarios/built-in/full.json' with { type: 'json' };
import held from './scenarios/built-in/held.json' with { type: 'json' };
import noAnswer from './scenarios/built-in/no-answer.json' with { type: 'json' };
import noDriver from './scenarios/built-in/no-driver.json' with { type: 'json' };
import office from './scenarios/built-in/office.json' with { type: 'json' };
import refusingDriver from './scenarios/built-in/refusing-driver.json' with { type: 'json' };
import stuckPrint from './scenarios/built-in/stuck-print.json' with { type: 'json' };
import unconfirmed from './scenarios/built-in/unconfirmed.json' with { type: 'json' };
import unplug from './scenarios/built-in/unplug.json' with { type: 'json' };
import unwell from './scenarios/built-in/unwell.json' with { type: 'json' };
import { parseScenario } from './scenarios/parse.ts';
import type { Scenario } from './scenarios/schema.ts';

const byId: Readonly<Record<ScenarioId, unknown>> = {
  office,
  'crashed-scan': crashedScan,
  'stuck-print': stuckPrint,
  'refusing-driver': refusingDriver,
  'no-answer': noAnswer,
  unconfirmed,
  held,
  unplug,
  unwell,
  full,
  crowd,
  'access-denied': accessDenied,
  empty,
  'no-driver': noDriver,
};

export const builtInScenario = (id: ScenarioId): Scenario => {
  const parsed = parseScenario(byId[id]);
  if (!parsed.ok) throw new Error(`${id}: ${parsed.fault.at} ${parsed.fault.reason}`);
  return parsed.value;
};
