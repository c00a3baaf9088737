import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultThresholds } from '#app/evidence/thresholds.ts';
import { temporaryFolder } from '../testing/bench.ts';
import { keptThresholds } from './kept-thresholds.ts';
import { settingsPath } from './settings-store.ts';

const kept = (content: string): unknown => {
  const folder = temporaryFolder();
  writeFileSync(settingsPath(folder), content);
  return keptThresholds(folder);
};

test('are those of the settings file that window and command line share', () => {
  const thresholds = { ...defaultThresholds, jobDoesNotMove: 12 };
  expect(kept(JSON.stringify({ version: 1, thresholds }))).toEqual(thresholds);
  expect(kept(JSON.stringify({ thresholds: { jobDoesNotMove: 12 } }))).toEqual(thresholds);
});

test.each(['', '[]', '{"theme":"dark"}', '{"thresholds":7}'])(
  'are the usual ones where it holds %j',
  (content) => {
    expect(kept(content)).toEqual(defaultThresholds);
  },
);

test('are the usual ones without a folder, a file, or where it cannot be read', () => {
  const folder = temporaryFolder();
  expect(keptThresholds(null)).toEqual(defaultThresholds);
  expect(keptThresholds(folder)).toEqual(defaultThresholds);
  mkdirSync(settingsPath(folder));
  expect(keptThresholds(folder)).toEqual(defaultThresholds);
});
