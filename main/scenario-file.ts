import { basename } from 'node:path';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { scenarioFileWords as words } from '#app/words/scenarios.ts';
import { scenarioFromBytes } from '#native';
import type { Scenario } from '#native';
import { readFile } from './files/read-file.ts';
import { onDisk } from './files/steps.ts';
import { codeOrThrow } from './files/system-error.ts';

const mostMb = 8;

const bytesOf = async (path: string): Promise<Result<Uint8Array, string>> => {
  try {
    const bytes = await onDisk.later(readFile(path, mostMb * 1_048_576));
    return bytes === null ? fail(words.unreadable('ENOENT')) : ok(bytes);
  } catch (error) {
    const code = codeOrThrow(error);
    if (code === 'EFBIG') return fail(words.tooLarge(mostMb));
    return fail(code === 'EISDIR' || code === 'EFTYPE' ? words.notAFile : words.unreadable(code));
  }
};

export const readScenarioFile = async (path: string): Promise<Result<Scenario, Fault>> => {
  const file = basename(path);
  const bytes = await bytesOf(path);
  if (!bytes.ok) return fail({ kind: 'bad-scenario', file, at: words.wholeFile, reason: bytes.fault });
  const scenario = scenarioFromBytes(bytes.value);
  return scenario.ok ? scenario : fail({ kind: 'bad-scenario', file, ...scenario.fault });
};
