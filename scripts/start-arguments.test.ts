import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { splitStartArguments, unknownStartArguments } from './start-arguments.ts';

const home = path.resolve('/somewhere');

describe('arguments of npm start', () => {
  test('--official is ours, the rest is the program’s, in order', () => {
    expect(splitStartArguments(['--scan', '--official', '--simulate', 'office'], home)).toEqual({
      officialOnly: true,
      appArgs: ['--scan', '--simulate', 'office'],
    });
  });

  test.each([[['--screenshot', 'a.png']], [['--screenshot=a.png']]])(
    '%j names a file where it was typed',
    (args) => {
      expect(splitStartArguments(args, home).appArgs).toEqual(['--screenshot', path.join(home, 'a.png')]);
    },
  );

  test('a scenario is a file where it is written as one', () => {
    const appArgs = (asked: string) => splitStartArguments([`--simulate=${asked}`], home).appArgs[1];
    expect(appArgs('monday.json')).toBe(path.join(home, 'monday.json'));
    expect(appArgs('office')).toBe('office');
  });

  test('an absolute file stays where it is', () => {
    const file = path.resolve('/elsewhere/a.png');
    expect(splitStartArguments(['--screenshot', file], home).appArgs).toEqual(['--screenshot', file]);
  });

  test('a flag is not taken for the missing file name', () => {
    expect(splitStartArguments(['--screenshot', '--scan'], home).appArgs).toEqual(['--screenshot', '--scan']);
  });
});

test('a word that nobody understands is found', () => {
  const args = [
    '--simulate',
    'office',
    '--scan',
    '--screenshot=a.png',
    '--simulat',
    'full',
    'a.png',
    '--official',
  ];
  expect(unknownStartArguments(args)).toEqual(['--simulat', 'full', 'a.png']);
});
