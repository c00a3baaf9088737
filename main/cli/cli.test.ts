import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { scenarioIds } from '#app/practice/scenarios.ts';
import { cliCommandNames, cliOptions, commandLine, exitCodeRows } from '#app/words/command-line.ts';
import type { AuditRecord } from '#app/audit/record.ts';
import { intentOf, outcomeOf } from '#app/testing/audit-records.ts';
import stringWidth from 'string-width';
import { auditRecords, temporaryFolder } from '../testing/bench.ts';
import { buildCli, builtFolder, json, onWindows, otherProgram, startUnjam, unjam } from '../testing/cli.ts';
import { exitCodes } from './exit-codes.ts';

buildCli();

const heldByProgram = '--simulate held --device sim-held-m2727nf --socket 4';
const heldByService = '--simulate held --device sim-held-3390 --socket 1';
const inferredAnswer = { confidence: 'inferred', source: 'driver-answer' };
const mfp = '--simulate office --device sim-m1522nf';

const scenarios = mkdtempSync(join(tmpdir(), 'unjam-scenarios-'));
afterAll(() => rmSync(scenarios, { recursive: true, force: true }));
const scenarioFile = (name: string, text: string): string => {
  const path = join(scenarios, name);
  writeFileSync(path, text);
  return path;
};
const scenario = scenarioFile(
  'monday.json',
  JSON.stringify({
    scenario: 1,
    printers: [{ id: 'sim-monday', name: 'HP LaserJet 3055' }],
    programs: [{ name: 'ScanToPC.exe', ended: true }],
    sockets: [{ printer: 'sim-monday', service: 'HP-SCAN', madeBy: 'ScanToPC.exe' }],
  }),
);
const badScenario = scenarioFile('bad.json', '{ "scenario": 1, "printers": [{ "id": "HP" }] }');

describe('exit codes and what is said with them', { timeout: 30_000 }, () => {
  test.each([
    ['devices --simulate office', 0, null],
    ['devices --simulate empty', 0, null],
    ['list --simulate office', 0, null],
    ['list --simulate full --scan', 0, null],
    [`destroy ${mfp} --socket 4 --yes`, 0, null],
    [`destroy ${mfp} --socket 9 --yes`, 0, null],
    [`destroy ${mfp} --socket 4`, 1, 'confirmation-needed'],
    ['destroy --simulate office --device sim-p2055d --socket 2 --yes', 1, 'job-in-progress'],
    [`calibrate ${mfp} --yes`, 0, null],
    [`calibrate ${mfp}`, 1, 'confirmation-needed'],
    [`calibrate ${mfp} --yes --report /nowhere/report.json`, 1, 'file-unwritable'],
    [`probe ${mfp} --yes`, 0, null],
    [`probe ${mfp} --open`, 1, 'confirmation-needed'],
    ['probe --simulate office --yes', 2, 'usage'],
    [`list ${mfp} --open`, 2, 'usage'],
    ['calibrate --simulate office --yes', 2, 'usage'],
    [`calibrate ${mfp} --socket 4 --yes`, 2, 'usage'],
    ['calibrate --simulate office --device nobody --yes', 3, 'unknown-device'],
    ['calibrate --simulate access-denied --device sim-locked-2727nf --yes', 4, 'access-denied'],
    ['audit', 0, null],
    ['audit --last 5 --simulated', 0, null],
    ['audit --last 0', 2, 'usage'],
    ['audit --last -1', 2, 'usage'],
    ['audit --device sim-m1522nf', 2, 'usage'],
    [`remedy ${mfp} --socket 4`, 0, null],
    [`remedy ${mfp} --socket 9`, 1, 'unknown-channel'],
    [`remedy ${mfp} --socket 4 --step restart-device`, 1, 'confirmation-needed'],
    [`remedy ${mfp} --socket 4 --step soft-reset --yes`, 1, 'step-not-offered'],
    [`remedy ${mfp} --socket 4 --step stop-program --yes`, 1, 'step-not-offered'],
    [`remedy ${mfp} --socket 4 --step reboot --yes`, 2, 'usage'],
    [`remedy ${mfp} --yes`, 2, 'usage'],
    [`remedy ${heldByProgram} --step stop-program --yes`, 0, null],
    [`remedy ${heldByService} --step restart-service --yes`, 1, null],
    ['remedy --simulate office --device nobody --socket 4', 3, 'unknown-device'],
    ['', 2, 'usage'],
    ['eject', 2, 'usage'],
    ['devices office', 2, 'usage'],
    ['devices --scan', 2, 'usage'],
    ['devices --colour', 2, 'usage'],
    ['list --simulate', 2, 'usage'],
    [`destroy ${mfp} --socket 0 --yes`, 2, 'usage'],
    [`destroy ${mfp} --socket 256 --yes`, 2, 'usage'],
    [`destroy ${mfp} --socket -1 --yes`, 2, 'usage'],
    [`destroy ${mfp} --socket 4.0 --yes`, 2, 'usage'],
    [`destroy ${mfp} --socket 0x4 --yes`, 2, 'usage'],
    [`destroy ${mfp} --yes`, 2, 'usage'],
    [`destroy ${mfp} --socket 4 --socket 2 --yes`, 2, 'usage'],
    ['devices --simulate=office --simulate=empty', 2, 'usage'],
    ['destroy --simulate office --socket 4 --yes', 2, 'usage'],
    ['devices --simulate nowhere', 2, 'unknown-scenario'],
    [`devices --simulate ${badScenario}`, 2, 'bad-scenario'],
    [`devices --simulate ${scenarios}`, 2, 'bad-scenario'],
    [`destroy --simulate ${scenario} --device sim-monday --socket 4 --yes`, 0, null],
    ['devices --simulate no-driver', 3, 'no-driver'],
    ['list --simulate office --device nobody', 3, 'unknown-device'],
    ['destroy --simulate office --device nobody --socket 4 --yes', 3, 'unknown-device'],
    ['destroy --simulate unplug --device sim-m1522nf --socket 4 --yes', 3, 'device-gone'],
    ['list --simulate access-denied --scan', 4, 'access-denied'],
  ])('unjam %s → %i %s', async (args, code, kind) => {
    const folder = temporaryFolder();
    const [asJson, asText] = await Promise.all([unjam(`${args} --json`.trim(), folder), unjam(args, folder)]);
    expect(asJson.code, `${asJson.stdout}${asJson.stderr}`).toBe(code);
    expect(asText.code, `${asText.stdout}${asText.stderr}`).toBe(code);
    const object = json(asJson);
    expect(object['schema']).toBe(1);
    if (kind === null) expect(object).not.toHaveProperty('fault');
    else expect(object).toMatchObject({ fault: { kind, message: expect.any(String) as string } });
    expect(asJson.stderr).toBe('');
    // a fault is told to a person on stderr; a result is on stdout
    expect(kind === null ? asText.stdout : asText.stderr).not.toBe('');
  });
});

test('on a system without DOT4 drivers it says so and names the way out', { timeout: 30_000 }, async () => {
  const { code, stderr } = await unjam('devices', temporaryFolder());
  if (onWindows) return;
  expect(code).toBe(3);
  expect(stderr).toContain('--simulate');
});

test('a scenario file is simulated under its name; what is wrong in one is said with its place', async () => {
  const folder = temporaryFolder();
  const listed = await unjam(`list --simulate ${scenario} --scan`, folder);
  expect(listed.stderr).toContain('Simulated printers (scenario monday.json): nothing here is real.');
  expect(listed.stdout).toContain('HP-SCAN');
  const refused = json(await unjam(`list --simulate ${badScenario} --json`, folder));
  expect(refused).toMatchObject({ fault: { kind: 'bad-scenario', file: 'bad.json', at: 'printers[0].id' } });
});

test(
  'the audit trail of what was just done, with a damaged line in its place',
  { timeout: 30_000 },
  async () => {
    const folder = temporaryFolder();
    await unjam(`destroy ${mfp} --socket 4 --yes`, folder);
    appendFileSync(join(folder, 'audit-simulated.jsonl'), '{"torn\n');
    await unjam(`calibrate ${mfp} --yes`, folder);
    const { entries } = json(await unjam('audit --simulated --json', folder));
    expect(entries).toMatchObject([
      { begin: { record: 'measure-start' }, end: { record: 'measure-end' }, lines: [4, 5] },
      { kind: 'damaged', line: 3, text: '{"torn' },
      { begin: { record: 'intent' }, end: { outcome: { kind: 'freed' } }, lines: [1, 2] },
    ]);
    const last = json(await unjam('audit --simulated --json --last 1', folder));
    expect(last['entries']).toEqual([(entries as unknown as unknown[])[0]]);
    const asText = await unjam('audit --simulated', folder);
    expect(asText.stdout).toMatch(/Measure driver[^]*Damaged line 3[^]*Close channel.*host socket 4.*Freed/);
    const asCsv = await unjam('audit --simulated --csv', folder);
    expect(asCsv.stdout.startsWith('Begun,Ended,')).toBe(true);
    expect(asCsv.stdout.trimEnd().split('\r\n')).toHaveLength(4);
    expect(json(await unjam('audit --json', folder))).toMatchObject({ entries: [] });
  },
);

test('devices as JSON', async () => {
  const { devices, printers } = json(await unjam('devices --simulate office --json', temporaryFolder()));
  expect(devices).toHaveLength(3);
  expect(printers).toContainEqual({
    ...{ printerId: 'sim-m1522nf-printer', name: 'HP LaserJet M1522nf MFP', deviceIds: ['sim-m1522nf'] },
  });
  expect(devices).toContainEqual(
    expect.objectContaining({
      id: 'sim-m1522nf',
      status: 'present',
      instanceId: expect.stringMatching(/^DOT4\\/) as string,
      simulated: true,
    }),
  );
});

test('listing never asks the driver, --scan does; what is inferred says so, what is unknown is null', async () => {
  const folder = temporaryFolder();
  const listed = json(await unjam('list --simulate office --json', folder));
  expect(listed).toMatchObject({ scanned: false, channels: [{ deviceId: 'sim-p2055d', hostSocket: 2 }] });
  const scanned = json(await unjam('list --simulate office --scan --json', folder));
  expect(scanned).toMatchObject({
    scanned: true,
    channels: [
      {
        deviceId: 'sim-m1522nf',
        hostSocket: 4,
        peripheralSocket: null,
        service: 'HP-SCAN',
        facts: { exists: { value: true, confidence: 'confirmed' }, service: { confidence: 'inferred' } },
      },
      { deviceId: 'sim-p2055d', hostSocket: 2 },
    ],
  });
});

test('the list says of each device where it looked, and what it could not see', async () => {
  const { devices } = json(
    await unjam('list --simulate office --device sim-p2055d --json', temporaryFolder()),
  );
  expect(devices).toMatchObject([
    {
      id: 'sim-p2055d',
      sources: [
        { source: 'processes', kind: 'looked', says: expect.stringContaining('kernel drivers') as string },
        { source: 'windows-service', kind: 'looked', unseen: [] },
        { source: 'spooler' },
        { source: 'device-node' },
      ],
      evidence: expect.arrayContaining([
        expect.objectContaining({ kind: 'queue', source: 'spooler', confidence: 'inferred' }),
      ]) as unknown[],
    },
  ]);
});

test('what is wrong with a device is told beside it, with what to do', async () => {
  const { devices } = json(await unjam('devices --simulate unwell --json', temporaryFolder()));
  expect(devices).toMatchObject([
    { id: 'sim-stopped-3390', health: [{ kind: 'problem-code', code: 10 }] },
    { id: 'sim-twoqueues-3050', health: [{ kind: 'doubled-queues', doubled: { kind: 'usb-beside-dot4' } }] },
  ]);
  const { stdout } = await unjam('devices --simulate unwell', temporaryFolder());
  expect(stdout).toContain('the device cannot start (code 10)');
  expect(stdout).toContain('delete “LaserJet 3050 (post room) (Copy 1)”');
});

test('every channel comes with what can be done about it, mildest first', async () => {
  const { channels } = json(await unjam('list --simulate office --json', temporaryFolder()));
  expect(channels).toMatchObject([
    {
      steps: [
        { kind: 'cancel-job', availability: { kind: 'by-unjam' } },
        { kind: 'restart-service', target: 'Spooler' },
        { kind: 'destroy-socket', availability: { kind: 'not-offered', because: 'job-in-progress' } },
        { kind: 'restart-device' },
        { kind: 'soft-reset', availability: { kind: 'not-offered', because: 'unverified' } },
        { kind: 'power-cycle' },
      ],
    },
  ]);
});

test('a channel is freed, said and audited', async () => {
  const folder = temporaryFolder();
  const ended = json(await unjam(`destroy ${mfp} --socket 4 --yes --json`, folder));
  expect(ended).toMatchObject({
    outcome: 'freed',
    request: 'IOCTL_DOT4_DESTROY_SOCKET',
    ntstatus: { code: '0x00000000', name: 'STATUS_SUCCESS' },
    simulated: true,
  });
  const records = auditRecords(join(folder, 'audit-simulated.jsonl'));
  expect(records).toMatchObject([
    { record: 'intent', program: 'command line' },
    { record: 'outcome', outcome: { kind: 'freed' } },
  ]);
});

test(
  'the ladder of a socket, and a step of it that ends its holder, told and audited',
  { timeout: 20_000 },
  async () => {
    const folder = temporaryFolder();
    const ladder = json(await unjam(`remedy ${heldByProgram} --json`, folder));
    expect(ladder['steps']).toMatchObject([
      { kind: 'stop-program', target: 'ScanToPC.exe (4104)', says: { risk: expect.any(String) as string } },
      { kind: 'destroy-socket' },
      { kind: 'restart-device' },
      { kind: 'soft-reset' },
      { kind: 'power-cycle' },
    ]);
    const asText = await unjam(`remedy ${heldByProgram}`, folder);
    expect(asText.stdout).toContain('--step stop-program');
    const ended = json(await unjam(`remedy ${heldByProgram} --step stop-program --yes --json`, folder));
    expect(ended).toMatchObject({ outcome: 'helped', step: 'stop-program', simulated: true });
    expect(auditRecords(join(folder, 'audit-simulated.jsonl'))).toMatchObject([
      { record: 'remedy-intent', program: 'command line', action: { kind: 'stop-program', pid: 4104 } },
      { record: 'remedy-outcome', outcome: { kind: 'helped' } },
    ]);
  },
);

test('a step after which the socket is still there says so, names the next, and is no success', async () => {
  const { code, stdout } = await unjam(
    `remedy ${heldByService} --step restart-service --yes --json`,
    temporaryFolder(),
  );
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'still-there', next: 'destroy-socket' });
});

test('a driver is measured: the plan is told first, the report is written once, nothing is left', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'report.json');
  const command = `calibrate ${mfp} --yes --report ${file}`;
  const { code, stdout, stderr } = await unjam(command, folder);
  expect(code).toBe(0);
  expect(stderr).toContain('What may go wrong');
  expect(stdout).toContain('stuck channels can be freed');
  const report = readFileSync(file, 'utf8');
  expect(JSON.parse(report)).toMatchObject({
    report: 'unjam-driver',
    schema: 1,
    profile: { origin: 'measured' },
  });
  const again = json(await unjam(`${command} --json`, folder));
  expect(again).toMatchObject({
    fault: { kind: 'file-unwritable', code: 'EEXIST' },
    profile: { foreignDestroy: 'allowed', creatorEnds: 'leaks', exclusiveOpen: 'no' },
    leftBehind: [],
  });
  expect(readFileSync(file, 'utf8')).toBe(report);
  expect(readdirSync(folder).sort()).toEqual(['audit-simulated.jsonl', 'report.json']);
});

test('services are probed: each step says first what it does, and what is found is inferred and says when', async () => {
  const folder = temporaryFolder();
  const { code, stdout, stderr } = await unjam(`probe ${mfp} --yes --open`, folder);
  expect(code).toBe(0);
  expect(stderr).toMatch(/CREATE_SOCKET[^]*What may go wrong[^]*OPEN_CHANNEL[^]*What may go wrong/);
  expect(stdout).toMatch(/HP-SCAN +known \(inferred\) +in use \(inferred\) +\d/);
  expect(stdout).toContain('never confirmed');
  const first = await unjam(`probe ${mfp} --yes --json`, folder);
  expect(first.stderr).toBe('');
  const said = json(first) as unknown as { services: { service: string }[] };
  expect(said.services).toContainEqual({
    service: 'HP-SCAN',
    known: { ...inferredAnswer, value: true, asOf: expect.any(String) as string },
    inUse: { value: null, confidence: 'unknown', source: null, asOf: null },
  });
  expect(auditRecords(join(folder, 'audit-simulated.jsonl')).map(({ record }) => record)).toEqual([
    ...['probe-start', 'probe-end', 'probe-start', 'probe-end'],
  ]);
});

test('--force closes over a job', async () => {
  const args = 'destroy --simulate office --device sim-p2055d --socket 2 --yes --force --json';
  expect(json(await unjam(args, temporaryFolder()))).toMatchObject({ outcome: 'freed', service: 'PRINT' });
});

test('an audit trail that cannot be written: nothing is sent, exit code 1', async () => {
  const folder = temporaryFolder();
  symlinkSync('/dev/null', join(folder, 'file'));
  const ended = await unjam(`destroy ${mfp} --socket 4 --yes --json`, join(folder, 'file', 'below'));
  expect(ended.code).toBe(1);
  expect(json(ended)).toMatchObject({
    request: null,
    destroySent: false,
    fault: { kind: 'audit-unwritable' },
  });
});

test('an outcome that cannot be recorded: what is done is said, with words and an exit code of their own', async ({
  skip,
}) => {
  if (!existsSync('/dev/full')) skip('this system has no /dev/full');
  const folder = temporaryFolder();
  symlinkSync('/dev/full', join(folder, 'audit-simulated.jsonl'));
  const { code, stdout, stderr } = await unjam(`destroy ${mfp} --socket 9 --yes`, folder);
  expect(code).toBe(9);
  expect(stdout).toMatch(/^Already gone/);
  expect(stderr).toContain('The outcome could not be recorded');
  expect(stderr).not.toContain('Recorded in');
  const ended = await unjam(`destroy ${mfp} --socket 9 --yes --json`, folder);
  expect(ended.code).toBe(9);
  expect(json(ended)).toMatchObject({
    outcome: 'already-gone',
    notices: [{ kind: 'outcome-not-recorded' }],
  });
});

test('a signal ends a scan early, with words and the exit code of a signal', async ({ skip }) => {
  if (onWindows) skip('Windows has no signals to send');
  const child = startUnjam('list --scan --simulate full', temporaryFolder());
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => {
    // the first words come before the first question to the driver; the scan takes far longer
    if (stderr === '') child.kill('SIGINT');
    stderr += text.toString();
  });
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(130);
  expect(stderr).toMatch(/^Simulated printers.*\n\S.*\.$/m);
  expect(stderr).not.toContain('    at ');
});

test('whoever stops reading does not change what was done', async ({ skip }) => {
  if (otherProgram !== undefined) skip('under Wine the output goes through a file');
  const folder = temporaryFolder();
  const child = startUnjam(`destroy ${mfp} --socket 4 --yes --json`, folder);
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code).toBe(0);
  expect(stderr).toBe('');
  expect(auditRecords(join(folder, 'audit-simulated.jsonl'))).toHaveLength(2);
});

test('help and version are JSON too when that is asked', async () => {
  const folder = temporaryFolder();
  expect(json(await unjam('--help --json', folder))).toMatchObject({
    schema: 1,
    help: expect.any(String) as string,
  });
  expect(json(await unjam('--version --json', folder))).toMatchObject({
    schema: 1,
    version: expect.any(String) as string,
  });
});

test('--help names every command, option, scenario and exit code', async () => {
  const { code, stdout } = await unjam('--help', temporaryFolder());
  expect(code).toBe(0);
  const words = [
    ...Object.keys(cliOptions).map((option) => `  --${option}`),
    ...scenarioIds,
    ...exitCodeRows(exitCodes).map(([exitCode]) => `\n  ${exitCode} `),
  ];
  expect(words.filter((word) => !stdout.includes(word))).toEqual([]);
  // one that is too long for a line goes on below
  const inOneLine = stdout.replaceAll(/\s+/g, ' ');
  expect(cliCommandNames.map(commandLine).filter((line) => !inOneLine.includes(line))).toEqual([]);
  expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
});

/** A folder whose trail holds one closed channel of a device of each name. */
const trailOf = (names: readonly string[]): string => {
  const folder = temporaryFolder();
  const lines = names.flatMap((name, n) =>
    [intentOf(`t${n}`), outcomeOf(`t${n}`)].map((record) =>
      JSON.stringify({ ...record, device: { ...record.device, name } }),
    ),
  );
  writeFileSync(join(folder, 'audit.jsonl'), `${lines.join('\n')}\n`);
  return folder;
};
const steering = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/u;

const hostile = [
  'HP\u001b[2J\u001b[1;1HFREED\u001b[0m',
  'A\rB',
  'A\nB',
  '\u001b]52;c;YQ==\u0007X',
  '\u009b31mX',
  '\u202Egpj.txt',
  'half \ud83d',
  '打印机 😀',
  'plain',
];

test('names that would steer a terminal are shown as escapes, one line each, in columns', async () => {
  const folder = trailOf(hostile);
  const { stdout } = await unjam('audit', folder);
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(hostile.length + 1);
  for (const line of lines) expect(line).not.toMatch(steering);
  expect(stdout).toContain(String.raw`HP\u001b[2J\u001b[1;1HFREED\u001b[0m`);
  expect(stdout).toContain(String.raw`\u202egpj.txt`);
  const columns = lines.map((line) => stringWidth(line.slice(0, line.search(/RESULT|Freed\b(?!.*Freed)/))));
  expect(new Set(columns).size).toBe(1);
});

test('CSV on standard output steers nothing either, has a line for each entry and no byte order mark', async () => {
  const { stdout } = await unjam('audit --csv', trailOf(hostile));
  const lines = stdout.trimEnd().split('\r\n');
  expect(lines).toHaveLength(hostile.length + 1);
  expect(lines[0]).toMatch(/^Begun,/);
  for (const line of lines) expect(line).not.toMatch(steering);
});

test('what a person typed steers nothing where it is repeated', async () => {
  const { stderr } = await unjam(
    'destroy --simulate office --device \u001b[2J\nFreed. --socket 4 --yes',
    temporaryFolder(),
  );
  expect(stderr).toContain(String.raw`\u001b[2J\nFreed.`);
  expect(stderr).not.toContain('\u001b');
});

test.each([
  ['check --device', 'A value is missing: --device ID.'],
  ['check --device=', 'A value is missing: --device ID.'],
  ['check --frobnicate', 'There is no option “--frobnicate”.'],
  ['check -x', 'There is no option “-x”.'],
  ['fix --yes=yes', '--yes takes no value.'],
  ['destroy --device a --socket -1', '--socket has no value. If “-1” is meant: --socket=-1.'],
  ['report', '“report” needs RESULTS…'],
  ['destroy --device a', '“destroy” needs --socket N.'],
  [
    'fix --steps power-cycle',
    '--steps does not take power-cycle, for a person switches the printer off and on: unjam remedy --step power-cycle.',
  ],
  [
    'remedy --device a --socket 3 --step reboot',
    '--step takes one of cancel-job, stop-program, restart-service, destroy-socket, restart-device, power-cycle, not “reboot”.',
  ],
])('unjam %s: what is wrong is said in our words', async (args, problem) => {
  const { code, stderr, stdout } = await unjam(args, temporaryFolder());
  expect([code, stdout, stderr.split('\n')[1]]).toEqual([2, '', problem]);
});

test.each([
  ['empty', 'No DOT4 device is there.\n', /^Simulated printers .*\n$/],
  ['office', /PRINT/, /add --scan/],
  ['unconfirmed', /PRINT/, /The driver cannot be asked which channels exist: [^\n]*\n$/],
])('unjam list --simulate %s names --scan only where it can be done', async (scenario, result, note) => {
  const { stdout, stderr } = await unjam(`list --simulate ${scenario}`, temporaryFolder());
  expect(stdout).toEqual(typeof result === 'string' ? result : expect.stringMatching(result));
  expect(stderr).toMatch(note);
});

test('a step that is not offered is named with its reason alone', async () => {
  const { stdout } = await unjam(`remedy ${mfp} --socket 4`, temporaryFolder());
  expect(stdout).toMatch(/Soft reset .* not offered: .*\.\n\d\. Switch/);
  expect(stdout).not.toContain('--step soft-reset');
});

test.each([
  'audit --json',
  'devices --simulate office --json',
  'list --simulate office --json',
  '--help --json',
])('%s is ASCII, and holds the names as they are', async (args) => {
  const { stdout } = await unjam(args, trailOf(['Büro 打 😀\u001b']));
  expect(stdout).toMatch(/^[\n -~]*$/);
  if (args.startsWith('audit')) {
    expect(JSON.parse(stdout)).toMatchObject({
      entries: [{ begin: { device: { name: 'Büro 打 😀\u001b' } } }],
    });
  }
});

// only root may take an id that has no entry
describe.skipIf(process.getuid?.() !== 0)('an account without a home', () => {
  beforeEach(({ skip }) => {
    if (onWindows) skip('Windows knows a home for each account');
  });
  const homeless = async (args: string, more: Readonly<Record<string, string>> = {}) => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o777);
    chmodSync(builtFolder, 0o755);
    const none = { HOME: undefined, XDG_CONFIG_HOME: undefined, UNJAM_DATA_DIR: undefined };
    const env = { ...process.env, ...none, ...more };
    const ended = await unjam(args, folder, { cwd: folder, env, uid: 54_321, gid: 54_321 });
    return { ...ended, left: readdirSync(folder) };
  };
  const destroy = `destroy ${mfp} --socket 4 --yes --json`;
  const nowhere = { HOME: '/nonexistent' };

  test.each([
    ['devices --simulate office --json', {}],
    ['devices --simulate office --json', nowhere],
    ['list --simulate office --json', {}],
    [`remedy ${heldByProgram} --json`, {}],
    ['--help --json', {}],
  ])('%s works: it needs no folder (%o)', async (args, env) => {
    const { code, stderr, left } = await homeless(args, env);
    expect({ code, stderr, left }).toEqual({ code: 0, stderr: '', left: [] });
  });

  test.each([
    [destroy, {}],
    [destroy, nowhere],
    [destroy, { HOME: 'here' }],
    [destroy, { HOME: '' }],
    [destroy, { HOME: '', UNJAM_DATA_DIR: '' }],
    ['audit --simulated --json', {}],
    ['list --simulate office --scan --json', {}],
    ['check --simulate office --json', {}],
    ['fix --simulate office --json', {}],
    [`calibrate ${mfp} --json`, {}],
  ])('%s is one fault that names the way out (%o)', async (args, env) => {
    const ended = await homeless(args, env);
    expect(ended).toMatchObject({ code: 1, stderr: '', left: [] });
    expect(json(ended)).toMatchObject({
      fault: { kind: 'no-data-folder', nextStep: expect.stringContaining('UNJAM_DATA_DIR') as string },
    });
  });
});

describe('a long trail', { timeout: 60_000 }, () => {
  const long = (count: number): string => {
    const folder = temporaryFolder();
    const line = (record: AuditRecord): string => `${JSON.stringify(record)}\n`;
    const pairs = Array.from(
      { length: 1_000 },
      (_none, n) => line(intentOf(`t${n}`)) + line(outcomeOf(`t${n}`)),
    );
    const block = pairs.join('');
    for (let n = 0; n < count; n += 1_000) appendFileSync(join(folder, 'audit.jsonl'), block);
    appendFileSync(join(folder, 'audit.jsonl'), line(outcomeOf('alone')));
    return folder;
  };

  test('CSV of it is streamed: a heap far smaller than the trail is enough', async () => {
    const folder = long(30_000);
    const { code, stdout } = await unjam('audit --csv', folder, {
      env: { ...process.env, UNJAM_DATA_DIR: folder, NODE_OPTIONS: '--max-old-space-size=48' },
    });
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\r\n')).toHaveLength(30_002);
  });
});
