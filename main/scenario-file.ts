import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { scenarioFileWords as words } from '#app/words/scenarios.ts';
import { scenarioFromBytes } from '#native';
import type { Scenario } from '#native';
import { systemErrorCode } from './files/system-error.ts';

const mostMb = 8;

/** What was asked for is a file where it is written as one: the built-in scenarios are single words. */
export const isScenarioFile = (asked: string): boolean => /[/\\]|\.json$/i.test(asked);

/** Reads nothing that could keep it waiting: a pipe or a device is no file. */
const bytesOf = async (path: string): Promise<Result<Uint8Array, string>> => {
  try {
    const about = await stat(path);
    if (!about.isFile()) return fail(words.notAFile);
    return about.size > mostMb * 1_048_576 ? fail(words.tooLarge(mostMb)) : ok(await readFile(path));
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === null) throw error;
    return fail(words.unreadable(code));
  }
};

export const readScenarioFile = async (path: string): Promise<Result<Scenario, Fault>> => {
  const file = basename(path);
  const bytes = await bytesOf(path);
  if (!bytes.ok) return fail({ kind: 'bad-scenario', file, at: words.wholeFile, reason: bytes.fault });
  const scenario = scenarioFromBytes(bytes.value);
  return scenario.ok ? scenario : fail({ kind: 'bad-scenario', file, ...scenario.fault });
};
