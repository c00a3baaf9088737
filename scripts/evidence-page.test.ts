import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findingNames } from '#app/evidence/findings.ts';
import { suspicionRules } from '#app/evidence/suspicion.ts';
import { defaultThresholds } from '#app/evidence/thresholds.ts';
import { deviceDisproofs, findingDisproofs, ruleWords } from '#app/words/stuck.ts';

const page = readFileSync(join(import.meta.dirname, '../docs/evidence.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const rowOf = (name: string): readonly string[] => rows.find((cells) => cells[1] === `\`${name}\``) ?? [];

test('docs/evidence.md has every rule in its order, with threshold, sentence and disproof as they are', () => {
  const names = suspicionRules.map(({ name }) => name);
  expect(rows.map((cells) => cells[1]?.replaceAll('`', ''))).toEqual([
    ...names,
    ...findingNames,
    ...Object.keys(deviceDisproofs),
  ]);
  for (const { name, threshold } of suspicionRules) {
    const [, , , minutes, sentence, disproof] = rowOf(name);
    expect(minutes).toBe(threshold === null ? '' : `\`${threshold}\` ${defaultThresholds[threshold]}`);
    expect([sentence, disproof]).toEqual([ruleWords[name].sentence, ruleWords[name].disproof]);
  }
  for (const [name, disproof] of Object.entries({ ...findingDisproofs, ...deviceDisproofs }))
    expect(rowOf(name)[3]).toBe(disproof);
});
