import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { auditRecords, temporaryFolder } from '../testing/bench.ts';
import { buildCli, json, scenarioFile, startUnjam, unjam } from '../testing/cli.ts';

buildCli();

const trailIn = (folder: string): string => join(folder, 'audit-simulated.jsonl');
const recordsIn = (folder: string): string[] =>
  existsSync(trailIn(folder)) ? auditRecords(trailIn(folder)).map(({ record }) => record) : [];

/** A printer with a channel that a program left, and what else is given. */
const situation = (
  more: { readonly printer?: object; readonly sockets?: object[]; readonly queues?: object[] } = {},
): string => {
  const {
    printer,
    sockets = [{ printer: 'sim-a', service: 'HP-SCAN', madeBy: 'Ended.exe' }],
    queues = [],
  } = more;
  return scenarioFile({
    printers: [{ id: 'sim-a', name: 'HP LaserJet 3055', ...printer }],
    programs: [{ name: 'Ended.exe', ended: true }],
    sockets,
    queues,
  });
};

describe('exit codes', { timeout: 60_000 }, () => {
  test.each<[args: string, code: number, kind: string | null]>([
    ['--simulate office --yes', 0, null],
    ['--simulate office', 0, null],
    ['--simulate office --suspect --yes', 0, null],
    ['--simulate office --suspect --dry-run', 0, null],
    ['--simulate office --suspect', 1, 'confirmation-needed'],
    ['--simulate empty --yes', 0, null],
    ['--simulate unwell --yes', 0, null],
    ['--simulate access-denied --yes', 8, null],
    ['--simulate no-answer --suspect --yes', 1, null],
    // check says 6 of it: a script must not read 0 here
    ['--simulate full --yes', 1, null],
    ['--simulate office --steps reboot', 2, 'usage'],
    ['--simulate office --steps power-cycle', 2, 'usage'],
    ['--simulate office --steps destroy-socket,', 2, 'usage'],
    ['--simulate office --device nobody', 3, 'unknown-device'],
    ['--simulate no-driver', 3, 'no-driver'],
  ])('unjam fix %s → %i %s', async (args, code, kind) => {
    const folder = temporaryFolder();
    const [asJson, asText] = await Promise.all([
      unjam(`fix ${args} --json`, folder),
      unjam(`fix ${args}`, folder),
    ]);
    expect([asJson.code, asText.code]).toEqual([code, code]);
    if (kind === null) expect(json(asJson)).not.toHaveProperty('fault');
    else expect(json(asJson)).toMatchObject({ fault: { kind } });
  });
});

test.each<[args: string, code: number, end: string]>([
  ['--simulate held --steps stop-program,destroy-socket', 0, 'freed'],
  ['--simulate stuck-print --steps cancel-job --force', 0, 'freed'],
  ['--simulate stuck-print --steps cancel-job', 1, 'open'],
  ['--simulate stuck-print', 1, 'open'],
])('what is stuck, fix %s → %i', { timeout: 30_000 }, async (args, code, end) => {
  const ended = await unjam(`fix ${args} --yes --json`, temporaryFolder());
  expect(ended.code).toBe(code);
  expect(json(ended)).toMatchObject({ channels: [{ end }] });
});

const expectRefusedOverJob = async (args: string, folder: string): Promise<void> => {
  const refused = await unjam(`fix ${args}`, folder);
  expect(refused.code).toBe(1);
  expect(json(refused)).toMatchObject({
    channels: [{ attempts: [{ fault: { kind: 'job-in-progress' } }], end: 'open' }],
  });
  expect(recordsIn(folder)).not.toContain('remedy-intent');
};

/** Of two printers that are alike, one with a stuck job and one with what is given. */
const stuckBeside = (second: object): string => {
  const [of, bytes] = [(port: string) => ({ name: port, ports: [port] }), { bytes: 900, bytesDone: 300 }];
  const stuck = { document: 'A', pagesDone: 3, pagesTotal: 9, ...bytes, stillMs: 900_000 };
  return scenarioFile({
    printers: [
      { id: 'sim-a', name: 'HP LaserJet 3055' },
      { id: 'sim-b', name: 'HP LaserJet 3390', ...second },
    ],
    queues: [{ ...of('DOT4_001'), jobs: [stuck] }, of('DOT4_002')],
  });
};

describe('a dry run ends as the fix would', { timeout: 60_000 }, () => {
  const printing = {
    queues: [{ name: 'LJ', ports: ['DOT4_001'], jobs: [{ pageEveryMs: 500, pagesTotal: 900 }] }],
  };
  const fax = [{ printer: 'sim-a', service: 'HP-FAX-SEND', madeBy: 'Ended.exe' }];
  test.each<[what: string, args: () => string, code: number]>([
    ['nothing is stuck', () => 'office', 0],
    ['a step helps', () => 'stuck-print --steps cancel-job --force', 0],
    ['no allowed step helps', () => 'stuck-print', 1],
    ['none of a suspect', () => 'office --suspect --steps stop-program', 1],
    [
      'a step that needs --force',
      () => `${situation({ ...printing, sockets: fax })} --suspect --steps restart-device`,
      1,
    ],
    ['no channel can be closed', () => 'full', 1],
    ['it cannot be told', () => 'access-denied', 8],
    [
      'the other printer cannot be told',
      () => `${stuckBeside({ refusesOpen: 'STATUS_ACCESS_DENIED' })} --steps cancel-job --force`,
      8,
    ],
  ])('%s', async (_what, args, code) => {
    const run = (how: string) => unjam(`fix --simulate ${args()} ${how}`, temporaryFolder());
    const [dry, done] = await Promise.all([run('--dry-run'), run('--yes')]);
    expect([dry.code, done.code]).toEqual([code, code]);
  });
});

test('where no allowed step helps, nobody is asked, and the step that helps is named with its printer', async () => {
  const { code, stdout, stderr } = await unjam('fix --simulate stuck-print', temporaryFolder());
  expect(code).toBe(1);
  expect(stdout).toMatch(
    / is blocked: .*\nHP LaserJet P2055d \(DOT4_001\), PRINT, host socket 2: none of .* --steps cancel-job --force\.\n$/,
  );
  expect(stderr).not.toContain('--yes');
});

test('what keeps a printer from working beside stuck channels is said, too', async () => {
  const { stdout } = await unjam('fix --simulate unwell --yes', temporaryFolder());
  expect(stdout).toMatch(
    /^No stuck channel was found\.\nWindows cannot use HP LaserJet 3390 .*\n.*Device Manager/,
  );
  const none = await unjam('fix --simulate empty --yes', temporaryFolder());
  expect(none.stdout).toBe('No DOT4 device is there.\n');
});

test('closed where nothing can be checked again: unconfirmed', { timeout: 30_000 }, async () => {
  const still = { document: 'A', pagesDone: 3, pagesTotal: 9, bytes: 900, bytesDone: 300, stillMs: 900_000 };
  const file = situation({
    printer: { personality: 'cannot-be-asked' },
    sockets: [],
    queues: [{ name: 'LJ', ports: ['DOT4_001'], jobs: [still] }],
  });
  const refused = await unjam(`fix --simulate ${file} --yes --json`, temporaryFolder());
  expect(refused.code).toBe(1);
  const forced = await unjam(`fix --simulate ${file} --yes --force --json`, temporaryFolder());
  expect(forced.code).toBe(5);
  expect(json(forced)).toMatchObject({ channels: [{ attempts: [{ outcome: 'unconfirmed' }] }] });
});

test('a refusal names the channel that it is about', { timeout: 30_000 }, async () => {
  const { stdout } = await unjam(
    'fix --simulate stuck-print --steps restart-device --yes',
    temporaryFolder(),
  );
  expect(stdout).toMatch(/^.*PRINT, host socket 2: A job is in progress on this channel\./m);
});

test('a suspect is left alone unless it is meant, and is said', async () => {
  const folder = temporaryFolder();
  const { stdout } = await unjam('fix --simulate office --yes', folder);
  expect(stdout).toMatch(/^No stuck channel was found\.\nScanning on .* may be blocked.*\n.*--suspect/);
  expect(recordsIn(folder).filter((record) => !record.startsWith('scan-'))).toEqual([]);
});

test('--suspect frees it, checked afterwards and recorded', async () => {
  const folder = temporaryFolder();
  const ended = json(await unjam('fix --simulate office --suspect --yes --json', folder));
  expect(ended).toMatchObject({
    channels: [
      {
        deviceId: 'sim-m1522nf',
        hostSocket: 4,
        attempts: [{ step: 'destroy-socket', outcome: 'freed' }],
        end: 'freed',
      },
    ],
    simulated: true,
  });
  // what was closed is looked at once more, seconds later
  expect(recordsIn(folder).slice(-4)).toEqual(['intent', 'outcome', 'scan-start', 'scan-end']);
});

test('--dry-run says what would be done, and does nothing', async () => {
  const folder = temporaryFolder();
  const { stdout } = await unjam('fix --simulate office --suspect --dry-run', folder);
  expect(stdout).toContain('HP-SCAN, host socket 4: Close channel (host socket 4).');
  expect(stdout).toContain('Nothing was done');
  expect(recordsIn(folder)).not.toContain('intent');
});

test.each(['--dry-run', '--yes'])(
  '%s names the step that may free it where it is not allowed',
  async (how) => {
    const { stdout } = await unjam(`fix --simulate stuck-print ${how}`, temporaryFolder());
    expect(stdout).toContain('The mildest that may free it: --steps cancel-job --force.');
  },
);

test('all channels of a device are closed in one turn', async () => {
  const folder = temporaryFolder();
  const sockets = ['HP-SCAN', 'HP-FAX-SEND', 'HP-MESSAGE'].map((service) => ({
    ...{ printer: 'sim-a', service, madeBy: 'Ended.exe' },
  }));
  const ended = json(await unjam(`fix --simulate ${situation({ sockets })} --suspect --yes --json`, folder));
  expect(ended).toMatchObject({ channels: [{ end: 'freed' }, { end: 'freed' }, { end: 'freed' }] });
});

test(
  'where a step does not help, the next allowed one follows, and no further',
  { timeout: 30_000 },
  async () => {
    const file = situation({ printer: { personality: 'keeps-busy-sockets' } });
    const alone = json(await unjam(`fix --simulate ${file} --suspect --yes --json`, temporaryFolder()));
    expect(alone).toMatchObject({ channels: [{ attempts: [{ outcome: 'failed' }], end: 'open' }] });
    const folder = temporaryFolder();
    const args = `--suspect --yes --steps restart-device,destroy-socket --json`;
    const both = json(await unjam(`fix --simulate ${file} ${args}`, folder));
    expect(both).toMatchObject({
      steps: ['destroy-socket', 'restart-device'],
      channels: [
        {
          attempts: [
            { step: 'destroy-socket', outcome: 'failed', fault: { kind: 'refused' } },
            { step: 'restart-device', outcome: 'helped' },
          ],
          end: 'freed',
        },
      ],
    });
    expect(recordsIn(folder).slice(-4)).toEqual(['intent', 'outcome', 'remedy-intent', 'remedy-outcome']);
  },
);

test(
  'the job behind the stuck one prints by then: freed, and in use again',
  { timeout: 60_000 },
  async () => {
    const stuck = { id: 11, document: 'Invoices', pagesDone: 12, pagesTotal: 80, stillMs: 840_000 };
    const letter = { document: 'Letter', pagesTotal: 50, pageEveryMs: 1_000 };
    const file = situation({
      sockets: [],
      queues: [{ name: 'LJ', ports: ['DOT4_001'], jobs: [stuck, letter] }],
    });
    const [one, all] = await Promise.all([
      unjam(
        `remedy --simulate ${file} --device sim-a --socket 2 --step cancel-job --yes --json`,
        temporaryFolder(),
      ),
      unjam(
        `fix --simulate ${file} --steps cancel-job,restart-service --yes --force --json`,
        temporaryFolder(),
      ),
    ]);
    expect([one.code, all.code]).toEqual([0, 0]);
    expect(json(one)).toMatchObject({ outcome: 'helped', since: 'in-use' });
    expect(json(all)).toMatchObject({
      channels: [{ attempts: [{ step: 'cancel-job', outcome: 'helped' }], end: 'freed' }],
    });
    for (const said of [one, all]) expect(said.stdout).toContain('it is in use again');
  },
);

test('what went with another step is done, and no second one is tried', { timeout: 30_000 }, async () => {
  const sockets = ['HP-SCAN', 'HP-FAX-SEND'].map((service) => ({
    ...{ printer: 'sim-a', service, madeBy: 'Ended.exe' },
  }));
  const args = '--suspect --yes --steps restart-device --json';
  const ended = json(await unjam(`fix --simulate ${situation({ sockets })} ${args}`, temporaryFolder()));
  expect(ended).toMatchObject({
    channels: [
      { attempts: [{ outcome: 'helped' }], end: 'freed' },
      { attempts: [], end: 'freed' },
    ],
  });
});

test('what failed for one channel and went with the step of another is said to be free', async () => {
  const sockets = ['HP-SCAN', 'HP-FAX-SEND'].map((service) => ({
    ...{ printer: 'sim-a', service, madeBy: 'Ended.exe' },
  }));
  const file = situation({ printer: { personality: 'keeps-busy-sockets' }, sockets });
  const args = `--simulate ${file} --suspect --yes --steps restart-device,destroy-socket`;
  const { stdout, code } = await unjam(`fix ${args}`, temporaryFolder());
  expect(code).toBe(0);
  const last = stdout.trimEnd().split('\n').at(-1);
  expect(last).toMatch(/HP-(SCAN|FAX-SEND), host socket \d+ is gone\.$/);
});

describe('no success where something is worse than before', { timeout: 30_000 }, () => {
  const hung = {
    programs: [{ name: 'ScanToPC.exe', pid: 4104, works: false, window: 'hangs', stillMs: 840_000 }],
    sockets: [{ printer: 'sim-a', service: 'HP-SCAN', madeBy: 'ScanToPC.exe' }],
  };
  const onDestroy = { on: 'request', printer: 'sim-a', request: 'DESTROY_SOCKET', time: 1 };
  const printer = { id: 'sim-a', name: 'HP LaserJet 3055' };
  const beingDeleted = {
    queues: [
      {
        ...{ name: 'LJ', ports: ['DOT4_001'] },
        jobs: [{ pagesDone: 12, pagesTotal: 80, states: ['printing', 'deleting'], stillMs: 1_200_000 }],
      },
    ],
  };

  test.each([50, 4_000])('a socket that is there again %i ms after it was closed', async (afterMs) => {
    const socket = { printer: 'sim-a', service: 'HP-SCAN', madeBy: 4104 };
    const timeline = [{ afterMs, event: 'socket-made', socket, when: onDestroy }];
    const file = scenarioFile({ printers: [printer], ...hung, timeline });
    const ended = await unjam(`fix --simulate ${file} --yes --json`, temporaryFolder());
    expect(ended.code).toBe(1);
    expect(json(ended)).toMatchObject({
      channels: [{ attempts: [{ outcome: 'did-not-last' }], end: 'open' }],
    });
  });

  test('a printer that has gone', async () => {
    const timeline = [{ event: 'cable-out', printer: 'sim-a', when: onDestroy }];
    const file = scenarioFile({ printers: [printer], ...hung, timeline });
    const folder = temporaryFolder();
    const asJson = await unjam(`fix --simulate ${file} --yes --json`, folder);
    expect(asJson.code).toBe(3);
    expect(json(asJson)).toMatchObject({ channels: [{ end: 'device-gone' }] });
    const { stdout } = await unjam(`fix --simulate ${file} --yes`, folder);
    expect(stdout).toContain('Plug it in again');
    expect(stdout).not.toContain('is gone.\nHP');
  });

  test('a spooler that does not start any more, though the channel is free', async () => {
    const windowsServices = [{ name: 'Spooler', pid: 1876, startError: 1068 }];
    const file = scenarioFile({ printers: [printer], ...beingDeleted, windowsServices });
    const args = `--simulate ${file} --yes --force --steps restart-service,destroy-socket`;
    const { stdout, code } = await unjam(`fix ${args}`, temporaryFolder());
    expect(code).toBe(1);
    expect(stdout).toContain('net start "Spooler"');
  });

  test('Ctrl+C in the middle: nothing more is begun, and nothing is said that was not seen', async () => {
    const windowsServices = [{ name: 'Spooler', pid: 1876, stopMs: null }];
    const file = scenarioFile({ printers: [printer], ...beingDeleted, windowsServices });
    const args = `--simulate ${file} --yes --force --steps restart-service,destroy-socket,restart-device`;
    const folder = temporaryFolder();
    const child = startUnjam(`fix ${args}`, folder);
    let said = '';
    child.stdout.on('data', (text: Buffer) => (said += text.toString()));
    await expect.poll(() => recordsIn(folder), { timeout: 20_000, interval: 100 }).toContain('remedy-intent');
    child.kill('SIGINT');
    await new Promise((resolve) => child.once('close', resolve));
    const records = auditRecords(trailIn(folder));
    expect(records.filter(({ record }) => /intent$/.test(record))).toHaveLength(1);
    const outcome = records.find(({ record }) => record === 'remedy-outcome');
    expect(outcome).toMatchObject({ outcome: { fault: { kind: 'action-late' } } });
    expect(JSON.stringify(outcome)).not.toContain('180000');
    expect(said).toContain('how far it came is not known');
    expect(said).not.toContain('device is gone');
  });
});

describe('never over a job without --force', { timeout: 30_000 }, () => {
  const printing = (): string =>
    situation({
      sockets: [{ printer: 'sim-a', service: 'HP-FAX-SEND', madeBy: 'Ended.exe' }],
      queues: [{ name: 'LJ', ports: ['DOT4_001'], jobs: [{ pageEveryMs: 500, pagesTotal: 900 }] }],
    });

  test('a restart of the device would cut off the one that prints', async () => {
    const args = `--simulate ${printing()} --suspect --yes --steps restart-device --json`;
    const folder = temporaryFolder();
    await expectRefusedOverJob(args, folder);
    const forced = await unjam(`fix ${args} --force`, folder);
    expect(forced.code).toBe(0);
    expect(json(forced)).toMatchObject({ channels: [{ attempts: [{ outcome: 'helped' }], end: 'freed' }] });
  });

  test.each<[what: string, job: object]>([
    [
      'may be slow',
      { pagesDone: 0, printingMsAgo: 900_000, bytes: 100_000_000, bytesDone: 0, pageEveryMs: 60_000 },
    ],
    ['stands', { pagesDone: 12, bytes: 4_000_000, bytesDone: 600_000, stillMs: 840_000 }],
  ])('one in progress that %s is not deleted', async (_what, job) => {
    const queues = [
      { name: 'LJ', ports: ['DOT4_001'], jobs: [{ document: 'Letter', pagesTotal: 80, ...job }] },
    ];
    const file = situation({ sockets: [], queues });
    const args = `--simulate ${file} --suspect --yes --steps cancel-job --json`;
    const folder = temporaryFolder();
    await expectRefusedOverJob(args, folder);
    expect((await unjam(`fix ${args} --force`, folder)).code).toBe(0);
  });

  test('--dry-run says so', async () => {
    const args = `--simulate ${printing()} --suspect --dry-run --steps restart-device`;
    const folder = temporaryFolder();
    const { stdout } = await unjam(`fix ${args}`, folder);
    expect(stdout).toContain('not without --force');
    expect(json(await unjam(`fix ${args} --json`, folder))).toMatchObject({
      channels: [{ steps: [{ kind: 'restart-device', fault: { kind: 'job-in-progress' } }], attempts: [] }],
    });
  });
});
