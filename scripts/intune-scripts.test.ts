import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { exitCodes } from '../main/cli/exit-codes.ts';
import { parseCommand } from '../main/cli/parse-command.ts';
import { projectRoot } from './project-root.ts';

// There is no PowerShell here to run them: what can be read of the scripts is checked.
const folder = path.join(projectRoot, 'packaging', 'intune');
const textOf = (name: string): string => readFileSync(path.join(folder, name), 'latin1');

/** Each `& (Join-Path $folder 'unjam.exe') …` of a script. */
const commandsIn = (text: string) =>
  [...text.matchAll(/& \(Join-Path \$folder 'unjam\.exe'\) (.*)$/gm)].map((call) =>
    parseCommand((call[1] ?? '').split(' ')),
  );

/** What a script ends with, where it does not pass on the code of unjam. */
const endsWith = (text: string): number[] =>
  [...new Set([...text.matchAll(/\bexit (\d+)/g)].map((end) => Number(end[1])))].sort();

test('there are two scripts, without letters that Windows PowerShell would take for others', () => {
  expect(readdirSync(folder).sort()).toEqual(['detect.ps1', 'remediate.ps1']);
  for (const name of readdirSync(folder)) expect(textOf(name)).toMatch(/^[\n -~]*$/);
});

test('the detection only looks, and asks for the remediation where something is stuck', () => {
  const text = textOf('detect.ps1');
  expect(commandsIn(text)).toMatchObject([
    { ok: true, value: { name: 'check', json: true, measure: false, scenario: null } },
  ]);
  const compared = [...text.matchAll(/if \(\$code -eq (\d+)\) \{ exit (\d+) \}/g)];
  expect(compared.map((found) => found.slice(1).map(Number))).toEqual([[exitCodes.stuck, 1]]);
  expect(endsWith(text)).toEqual([0, 1]);
});

test('the remediation asks nobody and cuts off no job, and its code is that of unjam', () => {
  const text = textOf('remediate.ps1');
  expect(commandsIn(text)).toMatchObject([
    { ok: true, value: { name: 'fix', json: true, yes: true, force: false, suspect: false, dryRun: false } },
  ]);
  expect(text).toMatch(/\n\s*\$code = \$LASTEXITCODE\n[^]*\nexit \$code\n$/);
  expect(endsWith(text)).toEqual([exitCodes.failed]);
});
