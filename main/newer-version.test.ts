import { expect, test } from 'vitest';
import { faultWords } from '#app/words/faults.ts';
import { newerThan } from './newer-version.ts';

const REG_SZ = 1;
const folder = 'C:\\Program Files\\Unjam\\';
const keyWith = (version: string) => [
  { name: 'InstallDir', type: REG_SZ, data: folder },
  { name: 'Version', type: REG_SZ, data: version },
];

test.each<[own: string, installed: string, isNewer: boolean]>([
  ['0.1.0', '0.1.1', true],
  ['0.9.9', '0.10.0', true],
  ['1.2.3', '2.0.0', true],
  ['1.2.3', '1.2.3', false],
  ['1.10.0', '1.9.9', false],
  ['2.0.0', '1.99.99', false],
  ['0.1.0', '', false],
  ['0.1.0', 'newest', false],
  ['', '1.0.0', false],
])('of version %s, where %s is installed, a newer one is said to be there: %s', (own, installed, isNewer) => {
  expect(newerThan(own, keyWith(installed))).toEqual(
    isNewer ? { kind: 'newer-version', own, installed, folder } : null,
  );
});

test('nothing is said where the key lacks a value, or has one of another type', () => {
  expect(newerThan('0.1.0', [])).toBe(null);
  expect(newerThan('0.1.0', keyWith('9.0.0').slice(0, 1))).toBe(null);
  expect(newerThan('0.1.0', [...keyWith('').slice(0, 1), { name: 'Version', type: 4, data: 9 }])).toBe(null);
});

test('it says which version runs, which is installed, and where', () => {
  const fault = newerThan('0.1.0', keyWith('0.2.0'));
  expect(fault && faultWords(fault).meaning).toBe(`This is version 0.1.0. Version 0.2.0 is in ${folder}.`);
});
