import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { auditRecords, temporaryFolder } from '../testing/bench.ts';
import { version } from '../../package.json' with { type: 'json' };
import { buildCli, json, onWindows, scenarioFile, unjam } from '../testing/cli.ts';

buildCli();

const trailIn = (folder: string): string => join(folder, 'audit-simulated.jsonl');
const field = (name: string): string =>
  join(import.meta.dirname, `../../native/simulator/scenarios/field/${name}.json`);

/** A situation of one printer, as a file. */
const situation = (more: object): string => {
  const printers = [{ id: 'sim-a', name: 'HP LaserJet M1522nf', location: 'room 214' }];
  return scenarioFile({ printers, ...more });
};
const queue = (more: object): object => ({ queues: [{ name: 'LJ', ports: ['DOT4_001'], ...more }] });
const leaked = (madeBy = 'Ended.exe', service = 'HP-SCAN'): object => ({
  programs: [{ name: 'Ended.exe', ended: true }, { name: 'Runs.exe' }],
  sockets: [{ printer: 'sim-a', service, madeBy }],
});

/** Two programs have the printer open; one ends between the first look and the next, with its channel open. */
const crashBeside: object = {
  computer: { slowSources: { processes: 1_500 } },
  programs: [{ name: 'ScanToPC.exe' }, { name: 'NAPS2.exe' }],
  sockets: [
    { printer: 'sim-a', service: 'HP-SCAN', madeBy: 'ScanToPC.exe' },
    { printer: 'sim-a', service: 'HP-MESSAGE', madeBy: 'NAPS2.exe' },
  ],
  timeline: [{ afterMs: 700, event: 'program-ends', program: 'ScanToPC.exe' }],
};

describe('exit codes', { timeout: 60_000 }, () => {
  test.each<[args: string, code: number, kinds: string[]]>([
    ['--simulate office --no-scan', 8, ['could-not-be-told', 'could-not-be-told', 'could-not-be-told']],
    ['--simulate office', 7, ['suspected', 'nothing-found', 'nothing-found']],
    ['--simulate office --device sim-3055', 0, ['nothing-found']],
    ['--simulate office --device sim-p2055d --complaint printing', 0, ['nothing-found']],
    ['--simulate full', 6, ['blocked']],
    ['--simulate stuck-print', 6, ['blocked']],
    ['--simulate held --complaint scan', 6, ['blocked', 'nothing-found']],
    ['--simulate access-denied', 8, ['could-not-be-told']],
    ['--simulate unwell', 0, ['person-needed', 'person-needed']],
    ['--simulate unwell --device sim-twoqueues-3050 --complaint scan', 0, ['nothing-found']],
    ['--simulate empty', 0, []],
    [`--simulate ${field('unmeasured-driver')}`, 8, ['could-not-be-told']],
    [`--simulate ${field('spooler-silent')} --complaint print`, 8, ['could-not-be-told']],
    [`--simulate ${field('printer-silent')}`, 0, ['nothing-found']],
    [`--simulate ${field('printer-silent')} --try`, 6, ['printer-does-not-answer']],
  ])('unjam check %s → %i', async (args, code, kinds) => {
    const folder = temporaryFolder();
    const [asJson, asText] = await Promise.all([
      unjam(`check ${args} --json`, folder),
      unjam(`check ${args}`, folder),
    ]);
    expect([asJson.code, asText.code]).toEqual([code, code]);
    expect(json(asJson)).toMatchObject({ verdicts: kinds.map((kind) => ({ kind })) });
    expect(asText.stdout).not.toBe('');
  });

  test.each([
    ['check --complaint coffee --simulate office', 2, 'usage'],
    ['check --simulate office --device nobody', 3, 'unknown-device'],
    ['check --simulate no-driver', 3, 'no-driver'],
    ['check --simulate office --yes', 2, 'usage'],
    ['check --simulate office --measure --no-scan', 2, 'usage'],
    ['check --simulate office --try --no-scan', 2, 'usage'],
  ])('unjam %s → %i %s', async (args, code, kind) => {
    const ended = await unjam(`${args} --json`, temporaryFolder());
    expect(ended.code).toBe(code);
    expect(json(ended)).toMatchObject({ fault: { kind } });
  });

  test.each<[what: string, more: object, args: string, code: number]>([
    ['a paused queue', queue({ paused: true, jobs: [{ states: [] }] }), '--complaint print', 0],
    ['paper is out', queue({ jobs: [{ states: ['printing', 'paper-out'] }] }), '--complaint print', 0],
    ['a leaked fax channel, asked about it', leaked('Ended.exe', 'HP-FAX-SEND'), '--complaint fax', 7],
    ['a scan program that runs', leaked('Runs.exe'), '--complaint scan', 0],
    ['a crash beside a program that works', crashBeside, '--complaint scan', 8],
    ['a silent process list', { ...leaked(), computer: { silentSources: ['processes'] } }, '', 8],
  ])('%s', async (_what, more, args, code) => {
    const ended = await unjam(
      `check --simulate ${situation(more)} ${args} --json`.replace('  ', ' '),
      temporaryFolder(),
    );
    expect(ended.code).toBe(code);
  });
});

test('with --no-scan it asks no driver, and says so', async () => {
  const folder = temporaryFolder();
  const { stdout, stderr } = await unjam('check --simulate office --no-scan', folder);
  expect(stdout).toContain('The driver was not asked which channels exist.');
  expect(stderr).toContain('--no-scan');
  expect(existsSync(trailIn(folder))).toBe(false);
});

test('--measure measures where nothing is known, then asks; both are recorded', async () => {
  const folder = temporaryFolder();
  const ended = await unjam(`check --simulate ${field('unmeasured-driver')} --measure --json`, folder);
  expect(ended.code).toBe(0);
  expect(json(ended)).toMatchObject({ asked: ['measure', 'scan'], verdicts: [{ missing: [] }] });
  expect(auditRecords(trailIn(folder)).map(({ record }) => record)).toEqual([
    ...['measure-start', 'measure-end', 'scan-start', 'scan-end'],
  ]);
});

test('that the printer was not tried is said where nothing was found, with the command that does', async () => {
  const folder = temporaryFolder();
  const nothing = await unjam('check --simulate office --device sim-3055 --complaint scan', folder);
  expect(nothing.stdout).toContain(
    'The printer itself was not tried. To open a channel of our own on it: unjam check --device sim-3055 --complaint scan --try',
  );
  expect(auditRecords(trailIn(folder)).map(({ record }) => record)).toEqual(['scan-start', 'scan-end']);
  const found = await unjam('check --simulate office --device sim-m1522nf', folder);
  expect(found.stdout).not.toContain('The printer itself');
  const untold = await unjam('check --simulate access-denied', folder);
  expect(untold.stdout).not.toContain('The printer itself');
});

test('--try opens a channel of our own where nothing else was found; it is recorded, and what came of it is said', async () => {
  const folder = temporaryFolder();
  const tried = await unjam('check --simulate office --device sim-3055 --try --json', folder);
  expect(tried.code).toBe(0);
  expect(json(tried)).toMatchObject({
    asked: ['scan', 'try'],
    verdicts: [{ kind: 'nothing-found', answered: true }],
  });
  expect(auditRecords(trailIn(folder)).map(({ record }) => record)).toEqual([
    ...['scan-start', 'scan-end', 'trial-start', 'trial-end'],
  ]);
  const blamed = await unjam('check --simulate office --device sim-m1522nf --try --json', folder);
  expect(json(blamed)).toMatchObject({ verdicts: [{ kind: 'suspected', answered: null }] });
  expect(auditRecords(trailIn(folder)).slice(4)).toMatchObject([
    { record: 'scan-start' },
    { record: 'scan-end' },
  ]);
});

test('that one check is too short to judge a program which did nothing is said by check and fix', async () => {
  const sockets = [{ printer: 'sim-a', service: 'HP-SCAN', madeBy: 'Runs.exe' }];
  const file = situation({ programs: [{ name: 'Runs.exe', works: false }], sockets });
  const run = (args: string) => unjam(`${args} --simulate ${file}`, temporaryFolder());
  const all = ['check', 'fix --dry-run', 'check --json', 'fix --dry-run --json'];
  const [check, fix, ...asJson] = await Promise.all(all.map(run));
  const sentence =
    'One check is too short to tell whether Runs hangs: it did nothing meanwhile. Ask whether it is working.';
  expect([check?.stdout, fix?.stdout]).toEqual([
    expect.stringContaining(`  ${sentence}\n`),
    expect.stringContaining(`HP LaserJet M1522nf (DOT4_001): ${sentence}\n`),
  ]);
  for (const ended of asJson) expect(json(ended)).toMatchObject({ verdicts: [{ tooShort: sentence }] });
});

test.each([
  ['it waits by nature', field('status-monitor-idle')],
  ['its window is said not to respond', field('long-scan')],
  ['it is what is stuck', 'held'],
  ['the driver has no channel that it may keep', 'leaves-none'],
])('it is not said of a program where %s', async (_why, scenario) => {
  const none = { programs: [{ name: 'Runs.exe', opens: ['sim-a'], works: false }] };
  const file = scenario === 'leaves-none' ? situation(none) : scenario;
  const { stdout } = await unjam(`check --simulate ${file} --json`, temporaryFolder());
  const { verdicts } = JSON.parse(stdout) as { verdicts: unknown[] };
  for (const verdict of verdicts) expect(verdict).toMatchObject({ tooShort: null });
});

test('a printer that prints is not to be switched off before its job is done', async () => {
  const { stdout } = await unjam('check --simulate office --device sim-p2055d', temporaryFolder());
  expect(stdout).toContain(
    'If it still fails: when nothing is printing, scanning or faxing any more, switch the printer off',
  );
});

test('a printer that cannot be tried is said to be, and why', async () => {
  const faults = [{ request: 'CREATE_SOCKET', status: 'STATUS_DEVICE_BUSY' }];
  const printers = [{ id: 'sim-a', name: 'HP LaserJet M1522nf', faults }];
  const { stdout, code } = await unjam(
    `check --simulate ${situation({ printers })} --try`,
    temporaryFolder(),
  );
  expect(stdout).toMatch(/The printer itself could not be tried: The driver refused: .*\.$/m);
  expect(code).toBe(8);
});

describe('the next command is one that is not refused', { timeout: 60_000 }, () => {
  const job = { id: 11, document: 'Invoices', pagesDone: 12, pagesTotal: 80, stillMs: 840_000 };
  const deleting = { ...job, states: ['printing', 'deleting'] };
  const other = { id: 'sim-b', name: 'HP LaserJet P2055d' };
  test.each<[what: string, world: object, step: string]>([
    ['a job that does not move', queue({ jobs: [job] }), 'cancel-job'],
    ['a job that is being deleted and stays', queue({ jobs: [deleting] }), 'destroy-socket --force'],
    [
      'the same, and another printer prints',
      {
        printers: [{ id: 'sim-a', name: 'HP LaserJet M1522nf' }, other],
        queues: [
          { name: 'LJ', ports: ['DOT4_001'], jobs: [deleting] },
          { name: 'P', ports: ['DOT4_002'], jobs: [{ document: 'B', pagesTotal: 900, pageEveryMs: 500 }] },
        ],
      },
      'destroy-socket --force',
    ],
    [
      'a job that waits behind a leaked channel',
      { ...leaked('Ended.exe', 'PRINT'), ...queue({ jobs: [{}] }) },
      'destroy-socket',
    ],
  ])('%s', async (_what, world, step) => {
    const file = situation(world);
    const { stdout } = await unjam(`check --device sim-a --simulate ${file}`, temporaryFolder());
    const command = /unjam (remedy .*)$/m.exec(stdout)?.[1] ?? '';
    expect(command).toBe(`remedy --device sim-a --socket 2 --step ${step}`);
    const done = await unjam(`${command} --yes --simulate ${file} --json`, temporaryFolder());
    expect(json(done)).toMatchObject({ outcome: 'helped' });
  });
});

test('the verdict is a sentence with port and place, its grounds, and the next command', async () => {
  const file = situation({ ...queue({}), ...leaked() });
  const { stdout } = await unjam(`check --simulate ${file}`, temporaryFolder());
  expect(stdout).toMatch(
    /^Scanning on HP LaserJet M1522nf \(DOT4_001, room 214\) may be blocked: its scan channel is open/,
  );
  expect(stdout).toContain('Is anyone scanning on this printer now?');
  expect(stdout).toMatch(/– WAIT_FOR_CHANNEL waited .*the driver’s answer, confirmed/);
  expect(stdout).toContain(
    'Next, if the answer is no: unjam remedy --device sim-a --socket 4 --step destroy-socket',
  );
});

test.each([
  'check --simulate office',
  'fix --simulate office --dry-run',
  'list --simulate office --scan',
  'devices --simulate office',
  'audit --simulated',
  'policy',
  'check --simulate no-driver',
])('unjam %s --json says which Unjam says it, on which computer, when and of which drivers', async (args) => {
  const from = new Date().toISOString();
  const said = json(await unjam(`${args} --json`, temporaryFolder()));
  expect(Object.keys(said).slice(0, 4)).toEqual(['schema', 'computer', 'version', 'at']);
  // under Wine the computer has a name of its own
  expect(said).toMatchObject({ schema: 1, version, ...(onWindows ? {} : { computer: hostname() }) });
  const at = String(said['at']);
  expect(at >= from && at <= new Date().toISOString()).toBe(true);
  if ('devices' in said)
    expect(said['devices']).toContainEqual(
      expect.objectContaining({
        id: 'sim-m1522nf',
        driver: expect.objectContaining({ provider: 'Unjam' }) as object,
        driverProfile: 'declared',
      }),
    );
});

test('as JSON: cause, channels, steps, evidence and what is missing', async () => {
  const { verdicts } = json(await unjam('check --simulate office --json', temporaryFolder()));
  expect(verdicts).toContainEqual(
    expect.objectContaining({
      kind: 'suspected',
      deviceId: 'sim-m1522nf',
      message: expect.stringMatching(/^Scanning on .*\.$/) as string,
      missing: [],
      explanation: expect.objectContaining({
        blocks: 'scan',
        question: 'scanning',
        first: 'destroy-socket',
        channels: [expect.objectContaining({ hostSocket: 4, service: 'HP-SCAN' })],
        evidence: expect.arrayContaining([
          expect.objectContaining({ kind: 'probe-pended', confidence: 'confirmed' }),
        ]) as unknown[],
      }) as object,
    }),
  );
});
