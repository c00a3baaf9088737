import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fixSteps } from '../../app/words/command-line.ts';
import { exitCodes } from '../../main/cli/exit-codes.ts';
import { collectionFolder } from './ansible.ts';

const textOf = (...path: string[]): string => readFileSync(join(collectionFolder, ...path), 'utf8');
const role = (...path: string[]): string => textOf('roles', 'unjam', ...path);

/** The words of a YAML list, in either of its forms, that stands under a key. */
const listUnder = (text: string, key: string): string[] => {
  const rest = text.slice(text.search(new RegExp(`^ *${key}:`, 'm')));
  const list = /^ *\w+:\s*\[([^\]]*)\]/.exec(rest) ?? /^ *\w+:\n((?: *- .*\n)+)/.exec(rest);
  return list?.[1]?.match(/[a-z]+(?:-[a-z]+)*/g) ?? [];
};
const states = listUnder(role('vars', 'main.yml'), 'unjam_states');
const specs = role('meta', 'argument_specs.yml');
const choicesOf = (variable: string): string[] =>
  listUnder(specs.slice(specs.indexOf(`${variable}: &`)), 'choices');

test('each exit code of the command line has a state, under the name it has in the words of the role', () => {
  const kebab = Object.entries(exitCodes).map(([name, code]) => {
    const word = name === 'untold' ? 'cannot-tell' : name.replace(/[A-Z]/g, (one) => `-${one.toLowerCase()}`);
    return [code, word] as const;
  });
  expect(states).toEqual(kebab.toSorted(([one], [other]) => one - other).map(([, word]) => word));
});

test('what may be chosen is what there is', () => {
  expect(choicesOf('unjam_check_fail_on')).toEqual(states);
  expect(choicesOf('unjam_fix_fail_on')).toEqual(states);
  expect(choicesOf('unjam_fix_steps').toSorted()).toEqual([...fixSteps].toSorted());
});

test('without a word of the user a fix closes only what is stuck for sure, and cuts off no job', () => {
  const defaults = role('defaults', 'main.yml');
  expect(listUnder(defaults, 'unjam_fix_steps')).toEqual(['destroy-socket']);
  for (const name of ['fix_suspect', 'fix_force', 'maintenance_window', 'measure_again']) {
    expect(defaults).toContain(`\nunjam_${name}: false\n`);
  }
});

test.each(['check', 'fix', 'measure'])('the README shows the playbook %s as it is', (name) => {
  expect(textOf('README.md')).toContain('```yaml\n' + textOf('playbooks', `${name}.yml`) + '```');
});

test('the README names each variable of the role, and the archive by its version', () => {
  const variables = role('defaults', 'main.yml').match(/^unjam_\w+/gm) ?? [];
  const readme = textOf('README.md');
  expect(variables.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  const [, version = ''] = /^version: (.+)$/m.exec(textOf('galaxy.yml')) ?? [];
  expect(readme).toContain(`unjam-fleet-${version}.tar.gz`);
});
