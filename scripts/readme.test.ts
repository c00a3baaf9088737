import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '#app/commands/command-list.ts';
import { commandWords, keyWords } from '#app/words/commands.ts';
import { movingKeys } from '#app/words/shortcuts.ts';
import { projectRoot } from './project-root.ts';

const tableOf = (text: string): string[][] => {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => /^\| keys? /.test(line));
  const rows = lines.slice(from + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\| |\|$/g, '').trim()));
};

test('the keys in the README are those of the list of commands', () => {
  const readme = readFileSync(path.join(projectRoot, 'README.md'), 'utf8');
  const expected = [
    ...movingKeys.map(({ keys, does }) => [keys, does]),
    ...commands
      .filter(({ keys }) => keys.length > 0)
      .map(({ id, keys }) => [keys.map(keyWords).join(' or '), commandWords[id].hint]),
  ];
  expect(tableOf(readme)).toEqual(expected);
});
