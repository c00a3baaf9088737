import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { notMeasured } from '#app/dot4/profile.ts';
import { temporaryFolder } from '../testing/bench.ts';
import { buildCli, json, unjam } from '../testing/cli.ts';

buildCli();

/** The data folder of a computer on which a driver was measured. */
const measured = (more: object = {}): string => {
  const folder = temporaryFolder();
  const profile = { ...notMeasured, origin: 'measured', measuredAt: 1_700_000_000_000, ...more };
  const entry = { service: 'dot4', provider: 'HP', version: '7.0', profile };
  writeFileSync(join(folder, 'profiles.json'), JSON.stringify({ schema: 1, profiles: [entry] }));
  return folder;
};

test('what one computer exports, another imports, and says what it took, what it left, and why', async () => {
  const file = join(temporaryFolder(), 'house.json');
  const exported = await unjam(`profiles export --output ${file}`, measured());
  expect([exported.code, exported.stdout]).toEqual([0, '']);
  expect(exported.stderr).toContain('1 profile was exported.\n– HP dot4 7.0');
  const other = temporaryFolder();
  const first = await unjam(`profiles import ${file} --json`, other);
  expect(first.code).toBe(0);
  expect(json(first)).toMatchObject({ taken: ['HP dot4 7.0'], left: [] });
  const again = await unjam(`profiles import ${file}`, other);
  expect(again.code).toBe(0);
  expect(again.stdout).toContain('Left: HP dot4 7.0. What is known of it already is as new.');
  const own = await unjam(`profiles import ${file}`, measured());
  expect(own.stdout).toContain('It was measured on this computer, and that holds.');
  expect(readFileSync(join(other, 'profiles.json'), 'utf8')).toContain('"measuredOn"');
});

test('without --output it is printed, and what is printed can be imported', async () => {
  const file = join(temporaryFolder(), 'house.json');
  writeFileSync(file, (await unjam('profiles export', measured())).stdout);
  expect(json(await unjam(`profiles import ${file} --json`, temporaryFolder()))).toMatchObject({
    taken: ['HP dot4 7.0'],
  });
});

test('one that cannot be right is named, and the exit code says so', async () => {
  const folder = measured({ existenceProbe: 'wait-for-channel', probeMs: 1e9 });
  const exported = await unjam('profiles export', folder);
  expect(exported.code).toBe(1);
  expect(exported.stderr).toContain('Left: HP dot4 7.0. It cannot be right (profile.probeMs).');
});

test.each([
  ['profiles export', 1, 'no-profiles'],
  ['profiles import /nowhere/a.json', 1, 'file-unreadable'],
  [`profiles import ${import.meta.filename}`, 1, 'profiles-refused'],
  ['profiles', 2, 'usage'],
  ['profiles import', 2, 'usage'],
  ['profiles import a b', 2, 'usage'],
  ['profiles import a --yes', 2, 'usage'],
  ['profiles export a', 2, 'usage'],
])('unjam %s → %i %s', async (args, code, kind) => {
  const ended = await unjam(`${args} --json`, temporaryFolder());
  expect(ended.code).toBe(code);
  expect(json(ended)).toMatchObject({ fault: { kind } });
});
