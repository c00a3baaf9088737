import * as v from 'valibot';
import type { Clock } from '#app/clock.ts';
import { fail, ok, type Result } from '#app/result.ts';
import { scenarioFileWords as words } from '#app/words/scenarios.ts';
import { World } from '../world.ts';
import { buildScenario } from './build.ts';
import { problemOf, type Problem } from './problem.ts';
import { referenceProblem } from './references.ts';
import { expandRepeats } from './repeat.ts';
import { ScenarioSchema, type Scenario } from './schema.ts';

/** Nothing happens on it: enough to see whether a scenario can be built. */
const stillClock: Clock = { now: () => 0, monotonicMs: () => 0, after: () => () => undefined };

/** A scenario as its schema says, of which every name is known and every socket can be made. */
export const parseScenario = (value: unknown): Result<Scenario, Problem> => {
  const expanded = expandRepeats(value);
  if (!expanded.ok) return expanded;
  const parsed = v.safeParse(ScenarioSchema, expanded.value, { abortEarly: true });
  if (!parsed.success) return fail(problemOf(parsed.issues[0]));
  const unknown = referenceProblem(parsed.output);
  if (unknown !== null) return fail(unknown);
  const built = buildScenario(parsed.output, new World(stillClock));
  return built.ok ? ok(parsed.output) : built;
};

const ofWholeFile = (reason: string): Result<never, Problem> => fail({ at: words.wholeFile, reason });

const utf16 = { fe: 'utf-16be', ff: 'utf-16le' } as const;
const encodingOf = ([first, second]: Uint8Array): string => {
  if (first === 0xff && second === 0xfe) return utf16.ff;
  return first === 0xfe && second === 0xff ? utf16.fe : 'utf-8';
};

/** The bytes of a scenario file, with or without a byte order mark. */
export const scenarioFromBytes = (bytes: Uint8Array): Result<Scenario, Problem> => {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError) return ofWholeFile(words.notJson(error.message));
    if (error instanceof TypeError) return ofWholeFile(words.notText);
    throw error;
  }
  return parseScenario(value);
};
