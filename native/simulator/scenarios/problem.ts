import type * as v from 'valibot';
import { scenarioFileWords as words } from '#app/words/scenarios.ts';

/** What is wrong with a scenario, and where in it: "printers[0].port". */
export interface Problem {
  readonly at: string;
  readonly reason: string;
}

export const pathText = (keys: readonly unknown[]): string =>
  keys.reduce<string>(
    (path, key) =>
      typeof key === 'number' ? `${path}[${key}]` : path === '' ? String(key) : `${path}.${String(key)}`,
    '',
  );

export const problemOf = (issue: v.BaseIssue<unknown>, base: readonly unknown[] = []): Problem => ({
  at: pathText([...base, ...(issue.path ?? []).map(({ key }) => key)]) || words.wholeFile,
  reason: issue.message,
});
