import { execFileSync } from 'node:child_process';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { faultWords } from '#app/words/faults.ts';
import { scenarioOf } from './drivers.ts';
import { parseStartOptions } from './start-options.ts';
import { fieldScenario, openBench, temporaryFolder } from './testing/bench.ts';

const valid = JSON.stringify({ scenario: 1, printers: [{ id: 'sim-a', name: 'HP LaserJet 3055' }] });
const written = (text: string | Uint8Array, name = 'monday.json'): string => {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
};

test.each(['', '\uFEFF'])('a file is a scenario, known by its name; byte order mark %j', async (mark) => {
  const asked = await scenarioOf(written(mark + valid));
  expect(asked).toMatchObject({
    ok: true,
    value: { name: 'monday.json', scenario: { printers: [{ id: 'sim-a' }] } },
  });
});

test('a built-in scenario is never taken for a file, nor a word for one', async () => {
  expect(await scenarioOf('office')).toEqual({ ok: true, value: { name: 'office', scenario: 'office' } });
  expect(await scenarioOf('nowhere')).toMatchObject({ ok: false, fault: { kind: 'unknown-scenario' } });
});

test('a file is looked for where it was typed', () => {
  const options = (asked: string) =>
    parseStartOptions(['--simulate', asked], '/typed/here', { isPackaged: true });
  expect(options('monday.json')).toMatchObject({ value: { scenario: join('/typed/here', 'monday.json') } });
  expect(options('../monday')).toMatchObject({ value: { scenario: join('/typed', 'monday') } });
  expect(options('office')).toMatchObject({ value: { scenario: 'office' } });
});

const pipe = (): string => {
  const path = join(temporaryFolder(), 'pipe.json');
  execFileSync('mkfifo', [path]);
  return path;
};
const folder = (): string => {
  const path = join(temporaryFolder(), 'folder.json');
  mkdirSync(path);
  return path;
};
const huge = (): string => {
  const path = written('');
  truncateSync(path, 9 * 1_048_576);
  return path;
};

describe('what cannot be a scenario is one fault with its place and reason', () => {
  test.each([
    [
      'no such file',
      () => join(temporaryFolder(), 'monday.json'),
      'the whole file',
      /cannot be read \(ENOENT\)/,
    ],
    ['a folder', folder, 'the whole file', /not a file/],
    ['a huge file', huge, 'the whole file', /more than 8 MB/],
    ['no JSON', () => written('office'), 'the whole file', /not JSON/],
    ['empty', () => written(''), 'the whole file', /not JSON/],
    ['a picture', () => written(Uint8Array.from([0x89, 0x50, 0xff])), 'the whole file', /not text/],
    ['a wrong field', () => written(valid.replace('name', 'nam')), 'printers[0].nam', /is not a field/],
  ])('%s', async (_, path, at, reason) => {
    const asked = await scenarioOf(path());
    if (asked.ok || asked.fault.kind !== 'bad-scenario') throw new Error('expected a bad scenario');
    expect(asked.fault).toMatchObject({ at, reason: expect.stringMatching(reason) as string });
    const words = faultWords(asked.fault);
    expect(words.title).toContain(asked.fault.file);
    expect(words.meaning).toContain(`${at}: ${asked.fault.reason}`);
  });

  test.skipIf(process.platform === 'win32')(
    'a pipe that nobody writes to does not keep it waiting',
    async () => {
      expect(await scenarioOf(pipe())).toMatchObject({
        fault: { kind: 'bad-scenario', reason: 'this is not a file' },
      });
    },
  );
});

test('a scenario that sets the clock sets it for Unjam, too', async () => {
  const { clock, run, services } = openBench(fieldScenario('clock-set-back'));
  const lookedAt = () => services.session.state.discovery.at ?? Number.NaN;
  await run(services.devices.refresh());
  const first = lookedAt();
  await clock.advance(3_000);
  await run(services.devices.refresh());
  expect(lookedAt() - first).toBeLessThan(-3_500_000);
});
