import { DOMParser } from '@xmldom/xmldom';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { policyFields } from '../../app/policy/policy.ts';
import { registryName } from '../../app/words/policy.ts';
import { policyOfRegistry } from '../../main/policy/read-policy.ts';
import { projectRoot } from '../project-root.ts';
import { policyTemplates } from './templates.ts';

const committed = (file: string): string =>
  readFileSync(path.join(projectRoot, 'packaging/policy', file), 'utf8');

/** Strict: whatever is not well-formed is an error. */
const parsed = (file: string) => {
  const problems: string[] = [];
  const note = (text: string): void => void problems.push(text);
  const parser = new DOMParser({ errorHandler: { warning: note, error: note, fatalError: note } });
  const document = parser.parseFromString(committed(file), 'text/xml');
  expect(problems).toEqual([]);
  return document;
};
const all = (file: string, tag: string) => Array.from(parsed(file).getElementsByTagName(tag));
const ids = (file: string, tag: string, name = 'id'): string[] =>
  all(file, tag).map((one) => one.getAttribute(name) ?? '');
const referred = (kind: 'string' | 'presentation'): string[] => [
  ...new Set(
    [...committed('Unjam.admx').matchAll(new RegExp(`\\$\\(${kind}\\.(\\w+)\\)`, 'g'))].map(
      ([, id]) => id ?? '',
    ),
  ),
];

test.each(Object.keys(policyTemplates))('%s is what npm run policy:templates writes', (file) => {
  expect(committed(file)).toBe(policyTemplates[file]);
});

test('every rule is a policy of the computer, under the key that is read', () => {
  expect(ids('Unjam.admx', 'policy', 'name')).toEqual(policyFields.map(registryName));
  for (const policy of all('Unjam.admx', 'policy')) {
    expect(policy.getAttribute('class')).toBe('Machine');
    expect(policy.getAttribute('key')).toBe('Software\\Policies\\Unjam');
  }
});

test.each(['string', 'presentation'] as const)('each %s has one text, and each text is used', (kind) => {
  const given = ids('en-US/Unjam.adml', kind);
  expect(new Set(given).size).toBe(given.length);
  expect(referred(kind).toSorted()).toEqual(given.toSorted());
  for (const id of given) expect(id).toMatch(/^\w+$/);
});

test('each control of a presentation sets an element of its policy', () => {
  for (const presentation of all('en-US/Unjam.adml', 'presentation')) {
    const policy = all('Unjam.admx', 'policy').find(
      (one) => one.getAttribute('name') === presentation.getAttribute('id'),
    );
    const elements = ['enum', 'multiText', 'text'].flatMap((tag) =>
      Array.from(policy?.getElementsByTagName(tag) ?? []).map((one) => one.getAttribute('id')),
    );
    const controls = ['dropdownList', 'multiTextBox', 'textBox'].flatMap((tag) =>
      Array.from(presentation.getElementsByTagName(tag)).map((one) => one.getAttribute('refId')),
    );
    expect(controls).toEqual(elements);
    expect(controls).toHaveLength(1);
  }
});

describe('what the editor writes is understood', () => {
  test('each switch, on and off', () => {
    const switches = all('Unjam.admx', 'policy').filter((one) => one.getAttribute('valueName'));
    expect(switches.length).toBeGreaterThan(0);
    for (const one of switches) {
      for (const decimal of Array.from(one.getElementsByTagName('decimal'))) {
        const data = Number(decimal.getAttribute('value'));
        const name = one.getAttribute('valueName') ?? '';
        expect(policyOfRegistry([{ name, type: 4, data }]).problems).toEqual([]);
      }
    }
  });

  test('each choice', () => {
    const choices = all('Unjam.admx', 'enum').flatMap((one) =>
      Array.from(one.getElementsByTagName('string')).map((value) => ({
        name: one.getAttribute('valueName') ?? '',
        type: 1,
        data: value.textContent,
      })),
    );
    expect(choices.length).toBeGreaterThan(0);
    for (const choice of choices) expect(policyOfRegistry([choice]).problems).toEqual([]);
  });

  test('each text and list, under the name of its rule', () => {
    const set = [
      { name: 'AllowedSteps', type: 7, data: ['scan'] },
      { name: 'AuditFolder', type: 1, data: '\\\\files\\unjam$' },
      { name: 'Contact', type: 1, data: 'Helpdesk' },
    ];
    expect(policyOfRegistry(set).problems).toEqual([]);
    const named = [...ids('Unjam.admx', 'multiText', 'valueName'), ...ids('Unjam.admx', 'text', 'valueName')];
    expect(named).toEqual(set.map(({ name }) => name));
  });
});
