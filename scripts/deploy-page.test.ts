import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { windowsEvents } from '#app/audit/windows-event.ts';
import { openPolicy, policyFields, policySteps } from '#app/policy/policy.ts';
import { policyFieldWords, policyStepNames, policyValueWords, registryName } from '#app/words/policy.ts';
import { projectRoot } from './project-root.ts';

const page = readFileSync(path.join(projectRoot, 'docs/deploy.md'), 'utf8');

const tableOf = (header: RegExp): string[][] => {
  const lines = page.split('\n');
  const from = lines.findIndex((line) => header.test(line));
  const rows = lines.slice(from + 2);
  const length = rows.findIndex((line) => !line.startsWith('|'));
  return rows
    .slice(0, length)
    .map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\| |\|$/g, '').trim()));
};

test('the rules of a policy are those of its schema, with their words', () => {
  expect(tableOf(/^\| registry /)).toEqual(
    policyFields.map((field) => [
      `\`${registryName(field)}\``,
      `\`${field}\``,
      field === 'allowedSteps' ? 'see below' : policyFieldWords[field].expected,
      field === 'allowedSteps' ? 'all of them' : policyValueWords(openPolicy, field),
    ]),
  );
});

test('the steps that can be allowed are those of the schema', () => {
  expect(tableOf(/^\| step /)).toEqual(policySteps.map((step) => [`\`${step}\``, policyStepNames[step]]));
});

test('the ids of events are those that are written', () => {
  expect(tableOf(/^\| id /)).toEqual(
    Object.values(windowsEvents).map(({ id, level, means }) => [String(id), level, means]),
  );
});
