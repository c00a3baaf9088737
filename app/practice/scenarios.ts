/** The situations the simulator can put on the table, in the order they are learnt best. */
export const scenarioIds = [
  'office',
  'crashed-scan',
  'stuck-print',
  'refusing-driver',
  'no-answer',
  'unconfirmed',
  'held',
  'unplug',
  'unwell',
  'full',
  'crowd',
  'access-denied',
  'empty',
  'no-driver',
] as const;
export type ScenarioId = (typeof scenarioIds)[number];

export const isScenarioId = (name: string): name is ScenarioId => scenarioIds.some((id) => id === name);

/** What was asked for is a file where it is written as one: the built-in scenarios are single words. */
export const isScenarioFile = (asked: string): boolean => /[/\\]|\.json$/i.test(asked);

/** The command that opens a scenario. */
export type PracticeCommand = `practise-${ScenarioId}`;

/** One value for the command of each scenario. */
export const forEachScenario = <T>(valueOf: (id: ScenarioId) => T): Readonly<Record<PracticeCommand, T>> =>
  Object.fromEntries(scenarioIds.map((id) => [`practise-${id}`, valueOf(id)])) as Record<PracticeCommand, T>;
