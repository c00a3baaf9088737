import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '#app/commands/command-list.ts';
import { cliCommandNames, commandLine, exitCodeRows } from '#app/words/command-line.ts';
import { commandWords, keyWords } from '#app/words/commands.ts';
import { movingKeys } from '#app/words/shortcuts.ts';
import { exitCodes } from '../main/cli/exit-codes.ts';
import { projectRoot } from './project-root.ts';

const readme = readFileSync(path.join(projectRoot, 'README.md'), 'utf8');

const tableOf = (text: string, header: RegExp): string[][] => {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => header.test(line));
  const rows = lines.slice(from + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\| |\|$/g, '').trim()));
};

test('the keys in the README are those of the list of commands', () => {
  const expected = [
    ...movingKeys.map(({ keys, does }) => [keys, does]),
    ...commands
      .filter(({ keys }) => keys.length > 0)
      .map(({ id, keys }) => [keys.map(keyWords).join(' or '), commandWords[id].hint]),
  ];
  expect(tableOf(readme, /^\| keys? /)).toEqual(expected);
});

test('the commands in the README are those of the command line', () => {
  const block = /^npx unjam devices[^]*?^```/m.exec(readme)?.[0] ?? '';
  const written = block
    .split('\n')
    .filter((line) => line.startsWith('npx unjam ') && !line.includes('--help'));
  expect(written.map((line) => line.split(' #')[0]?.trim())).toEqual(
    cliCommandNames.map((name) => `npx ${commandLine(name)}`),
  );
});

test('the exit codes in the README are those of the command line', () => {
  expect(tableOf(readme, /^\| exit code /)).toEqual(exitCodeRows(exitCodes));
});
