import { expect, test } from 'vitest';
import { intentOf, outcomeOf } from '../testing/audit-records.ts';
import { foundIn } from './found.ts';
import { Gathering } from './gathering.ts';
import type { Report } from './gathering.ts';

const reportOf = (...results: readonly object[]): Report => {
  const gathering = new Gathering();
  for (const [index, result] of results.entries()) {
    const found = foundIn(result);
    if (typeof found === 'string') throw new Error(`result ${index} is ${found}`);
    gathering.add(found, `file-${index}`);
  }
  return gathering.report();
};

const day = (number: number): string => `2026-11-${String(number).padStart(2, '0')}T08:00:00.000Z`;
const ms = (number: number): number => Date.parse(day(number));

const explanation = (kind: string, service: string | null = 'HP-SCAN', program: string | null = null) => ({
  kind,
  cause: {
    kind: 'channel',
    holder: program === null ? null : { kind: 'process', process: { name: program, pid: 4, endedAt: null } },
  },
  channels: [{ key: 'a#4#1', hostSocket: 4, generation: 1, service }],
});
const verdict = (number: number, kind: string, explained: object | null = null, more: object = {}) => ({
  ...{
    kind,
    deviceId: 'usb-1',
    printer: 'LaserJet 3055 (DOT4_001)',
    at: day(number),
    message: 'It says so.',
  },
  ...{ explanation: explained, others: [], ...more },
});
const check = (number: number, computer: string | null, ...verdicts: readonly object[]) => ({
  ...{ schema: 1, ...(computer === null ? {} : { computer }), version: '0.1.0', at: day(number) },
  ...{ verdicts, simulated: false, asked: [] },
  devices: [
    {
      ...{ id: 'usb-1', name: 'LaserJet 3055', driverProfile: 'measured' },
      driver: { provider: 'HP', service: 'dot4', version: '7.0' },
    },
  ],
});
const stuck = (number: number) => verdict(number, 'blocked', explanation('blocked', 'HP-SCAN', 'Scan.exe'));
const fine = (number: number) => verdict(number, 'nothing-found');

test('how often, since when, and as it stands at the newest look, in any order of the files', () => {
  const days = [
    check(1, 'PC', stuck(1)),
    check(2, 'PC', fine(2)),
    check(3, 'PC', stuck(3)),
    check(4, 'pc', stuck(4)),
  ];
  for (const order of [days, days.toReversed()]) {
    const { printers, computers, states, days: byDay, from, to } = reportOf(...order);
    expect(printers).toEqual([
      {
        computer: order === days ? 'PC' : 'pc',
        ...{
          deviceId: 'usb-1',
          printer: 'LaserJet 3055 (DOT4_001)',
          driver: 'HP dot4 7.0',
          profile: 'measured',
        },
        ...{ simulated: false, state: 'stuck', since: ms(3), newest: ms(4), looks: 4, stuck: 3, suspect: 0 },
        ...{ services: ['HP-SCAN'], programs: ['Scan.exe'], helped: [], message: 'It says so.' },
      },
    ]);
    expect(computers).toMatchObject([{ results: 4, newest: ms(4), printers: 1, stuck: 1 }]);
    expect(states).toMatchObject({ stuck: 1, suspect: 0 });
    expect(byDay.map(({ stuck: found }) => found)).toEqual([1, 0, 1, 1]);
    expect([from, to]).toEqual([ms(1), ms(4)]);
  }
});

test('the same result twice is one look', () => {
  const [printer] = reportOf(check(1, 'PC', stuck(1)), check(1, 'PC', stuck(1))).printers;
  expect(printer).toMatchObject({ looks: 1, stuck: 1 });
});

test('the worst of all that was found counts, as it does for the exit code', () => {
  const person = explanation('person-needed');
  const states = [
    verdict(1, 'person-needed', person, { others: [explanation('suspected')] }),
    verdict(1, 'suspected', explanation('suspected'), { others: [explanation('blocked')] }),
    verdict(1, 'printer-does-not-answer', explanation('printer-does-not-answer')),
    verdict(1, 'person-needed', person),
    verdict(1, 'could-not-be-told'),
    fine(1),
  ].map((one) => reportOf(check(1, 'PC', one)).printers[0]?.state);
  expect(states).toEqual(['suspect', 'stuck', 'stuck', 'person-needed', 'not-told', 'nothing-found']);
});

test('drivers, programs and services by the printers that they trouble', () => {
  const { drivers, programs, services } = reportOf(
    check(1, 'A', stuck(1)),
    check(1, 'B', verdict(1, 'suspected', explanation('suspected', null))),
    check(1, 'C', stuck(1)),
    check(2, 'C', fine(2)),
  );
  expect(drivers).toEqual([
    { name: 'HP dot4 7.0', computers: 3, printers: 3, stuck: 1, suspect: 1, ever: 3 },
  ]);
  expect(programs).toMatchObject([{ name: 'Scan.exe', computers: 2, stuck: 1, ever: 2 }]);
  expect(services.map(({ name }) => name)).toEqual(['HP-SCAN', '?']);
});

const attempt = (step: string, outcome: string) => ({ step, outcome, message: '', nextStep: null });
const fix = (number: number, computer: string, ...attempts: readonly object[]) => ({
  ...check(number, computer, stuck(number)),
  channels: [{ deviceId: 'usb-1', hostSocket: 4, attempts, end: 'freed' }],
});
const none = { helped: 0, 'not-needed': 0, unconfirmed: 0, 'did-not-help': 0, failed: 0 };

test('what helped, from what fix printed', () => {
  const again = fix(1, 'PC', attempt('destroy-socket', 'failed'), attempt('restart-service', 'helped'));
  const { steps, printers } = reportOf(
    again,
    again,
    fix(2, 'PC', attempt('destroy-socket', 'freed'), attempt('restart-service', 'did-not-last')),
  );
  expect(steps).toEqual([
    { step: 'destroy-socket', ...none, helped: 1, failed: 1 },
    { step: 'restart-service', ...none, helped: 1, 'did-not-help': 1 },
  ]);
  expect(printers[0]?.helped).toEqual(['destroy-socket', 'restart-service']);
});

test('what helped, from the trail, where there is one: as JSON or as it lies on disk, and nothing twice', () => {
  const records = [intentOf('t1'), outcomeOf('t1'), intentOf('t2')];
  const { computer } = outcomeOf('t1');
  const trail = {
    ...{ schema: 1, path: 'audit.jsonl', owner: 'user' },
    entries: [
      { kind: 'operation', begin: records[0], end: records[1], lines: [1, 2] },
      { kind: 'operation', begin: records[2], end: null, lines: [3] },
      { kind: 'damaged', line: 4, text: '{' },
    ],
  };
  const freed = attempt('destroy-socket', 'freed');
  const { steps, computers } = reportOf(trail, ...records, fix(1, computer, freed));
  expect(steps).toEqual([{ step: 'destroy-socket', ...none, helped: 1 }]);
  expect(computers.map((one) => one.computer)).toEqual([computer]);
});

test('a list: a scan is a look, and so is a channel that is stuck', () => {
  const devices = [
    { id: 'usb-1', name: 'A' },
    { id: 'usb-2', name: 'B' },
  ];
  const channel = (state: string) => ({
    deviceId: 'usb-1',
    service: 'PRINT',
    state,
    lastSeen: day(1),
    simulated: true,
  });
  const list = (scanned: boolean, state: string) =>
    reportOf({ schema: 1, channels: [channel(state)], devices, scanned }).printers.map((line) => [
      ...[line.printer, line.state, line.newest],
    ]);
  expect(list(true, 'suspect')).toEqual([
    ['A', 'suspect', ms(1)],
    ['B', 'nothing-found', null],
  ]);
  expect(list(false, 'stuck')).toEqual([
    ['A', 'stuck', ms(1)],
    ['B', null, null],
  ]);
  expect(list(false, 'open').map(([, state]) => state)).toEqual([null, null]);
});

test('lines of watch, and results that say nothing of channels', () => {
  const line = (state: string) => ({
    ...{ schema: 1, computer: 'PC', version: '0.1.0', time: day(1), kind: 'channel-changed' },
    ...{
      deviceId: 'usb-1',
      printer: 'A',
      hostSocket: 4,
      generation: 1,
      service: 'PRINT',
      state,
      simulated: false,
    },
  });
  const fault = { schema: 1, computer: 'X', at: day(1), fault: { kind: 'no-driver', message: 'No driver.' } };
  const policy = { schema: 1, computer: 'Y', at: day(1), source: null, rules: {}, set: [], fault: null };
  const finding = {
    ...{ ...line('open'), computer: 'PC-2', kind: 'finding-began', state: undefined },
    ...{ finding: 'queue-paused', message: 'Printing waits for a person.', advice: null },
  };
  const ofComputer = { ...finding, computer: 'PC-3', deviceId: null, printer: null };
  const { printers, computers } = reportOf(line('open'), line('stuck'), finding, ofComputer, fault, policy);
  expect(printers).toMatchObject([{ state: 'stuck', looks: 1 }]);
  expect(computers.map(({ computer, fault: why }) => [computer, why])).toEqual([
    ['PC', null],
    ['PC-2', null],
    ['PC-3', null],
    ['X', 'No driver.'],
    ['Y', null],
  ]);
});

test('what another program wrote is foreign, what a later Unjam wrote is newer', () => {
  expect(foundIn({ ...check(1, 'PC'), schema: 2 })).toBe('newer');
  for (const foreign of [null, 7, [], {}, { schema: 1 }, { schema: 1, verdicts: {} }, { verdicts: [] }])
    expect(foundIn(foreign)).toBe('foreign');
});

test('names like those of built-in fields are names', () => {
  const { programs } = reportOf(
    check(1, '__proto__', verdict(1, 'blocked', explanation('blocked', 'constructor', '__proto__'))),
  );
  expect(programs).toMatchObject([{ name: '__proto__', printers: 1 }]);
});
