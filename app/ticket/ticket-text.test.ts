import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entriesOf } from '../audit/entries.ts';
import type { AuditRecord } from '../audit/record.ts';
import { ntStatus } from '../dot4/ntstatus.ts';
import { notMeasured } from '../dot4/profile.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { JobState } from '../evidence/job.ts';
import { looked } from '../evidence/source-report.ts';
import { waiting } from '../operations/describe.ts';
import type { PersonAnswer } from '../operations/operation.ts';
import type { RemedyOutcome } from '../remedy/outcome.ts';
import type { StepKind } from '../remedy/step.ts';
import type { SessionEvent } from '../session/event.ts';
import { channelKey, initialState } from '../session/state.ts';
import type { Environment, SessionState } from '../session/state.ts';
import type { Outcome } from '../teardown/outcome.ts';
import { anyEvent, deviceNamed, dot4Node } from '../testing/arbitrary-state.ts';
import { noPolicy } from '../policy/policy.ts';
import { afterEvents } from '../testing/stamped.ts';
import type { TestEvent } from '../testing/stamped.ts';
import { intentOf, outcomeOf } from '../testing/audit-records.ts';
import { closeEnded, closeStarted, scanned } from '../testing/operations.ts';
import { verdictOf } from '../verdict/verdict-of.ts';
import { timestamp } from '../words/clock.ts';
import { findWords } from '../words/find.ts';
import type { Trail } from './earlier.ts';
import { labelled, listed, ticketWidth } from './layout.ts';
import { ticketText } from './ticket-text.ts';
import type { TicketSubject } from './ticket-text.ts';

const start = Date.UTC(2026, 2, 1, 9, 0, 0);
const real: Environment = {
  mode: 'windows',
  scenario: null,
  simulationReason: null,
  devicesForbidden: null,
  runtime: { name: 'Electron', version: '45.4.1', verified: true },
  platform: 'win32',
  elevated: true,
  remote: null,
  computer: 'DESK-7',
  user: 'ines',
  version: '0.1.0',
  policy: noPolicy,
};
const simulated: Environment = { ...real, mode: 'simulator', scenario: 'office', simulationReason: 'asked' };
const device = {
  ...deviceNamed('m1522'),
  name: 'HP LaserJet M1522nf MFP',
  instanceId: 'DOT4\\VID_03F0&PID_4C17&MI_00\\7&2A8B&0&1',
  driver: { service: 'dot4', provider: 'HP', version: '7.0.0.1' },
  problemCode: 0,
};
const key = channelKey(device.id, 4, 1);

const found: SessionEvent = {
  type: 'discovered',
  at: start,
  discovery: { devices: [device], driverPackage: 'installed' },
  profiles: { [device.id]: { ...notMeasured, origin: 'measured', measuredAt: start - 86_400_000 } },
};
const look = (at: number, hostSocket = 4): SessionEvent => ({
  type: 'socket-looked-at',
  deviceId: device.id,
  hostSocket,
  evidence: { kind: 'probe-pended', source: 'driver-answer', at },
});
const seen = (at: number, ...evidence: readonly Evidence[]): SessionEvent => ({
  type: 'observed',
  at,
  deviceId: device.id,
  observations: evidence.map((piece) => ({ hostSocket: null, evidence: piece })),
  sources: [looked('processes', at, ['kernel-clients'])],
});
const node = dot4Node(start, { service: null, provider: null });
const nobody: Evidence = { kind: 'holders-counted', source: 'processes', at: start + 2_000, holders: 0 };
const ran = (endedAt: number | null, at: number): Evidence => ({
  kind: 'process',
  source: 'processes',
  at,
  process: { name: 'hpqtra08.exe', pid: 4312, endedAt },
});
const closed = (at: number, outcome: Outcome): SessionEvent[] => [
  closeStarted(at - 100, key),
  ...closeEnded(at, key, outcome),
];

const success = ntStatus('STATUS_SUCCESS');
const after = (events: readonly TestEvent[], environment = real): SessionState =>
  afterEvents(events, initialState(environment));
const suspect = [found, look(start + 1_000), seen(start + 2_000, nobody)];

const hourAhead = { now: start + 60_000, offsetMinutesAt: () => 60 };
const channel: TicketSubject = { keys: [key], deviceId: null };
const textOf = (state: SessionState, subject = channel, trail: Trail | null = null): string =>
  ticketText(state, subject, hourAhead, trail);
/** Lines of a ticket are broken; what they say is one text. */
const flat = (text: string): string => text.replace(/\s+/g, ' ');
const firstLine = (text: string): string => flat(text.split('\n\n')[0] ?? '');

const running = (at: number): TestEvent => seen(at, ran(null, at));
const freed: Outcome = { kind: 'freed', ntstatus: success };
const refused: Outcome = {
  kind: 'failed',
  fault: { kind: 'refused', request: 'DESTROY_SOCKET', ntstatus: ntStatus('STATUS_DEVICE_BUSY') },
};
const swept: TestEvent = { type: 'swept', ms: start + 3_600_000 };

/** A step of the ladder as the runner begins and ends it. */
const stepRun = (
  at: number,
  outcome: RemedyOutcome,
  id = 9,
  step: StepKind = 'stop-program',
): TestEvent[] => [
  {
    type: 'operation-started',
    operation: {
      kind: 'remedy',
      ...waiting(id, at, device.id, device.name),
      around: [],
      before: null,
      ...{ channelKey: key, hostSocket: 4, generation: 1, service: 'HP-SCAN', step },
      target: 'hpqtra08.exe (4312)',
      outcome: null,
    },
  },
  { type: 'operation-ended', at: at + 1_000, id, outcome: { kind: 'remedy', outcome } },
];
const gone = (at: number): TestEvent => ({
  type: 'socket-looked-at',
  deviceId: device.id,
  hostSocket: 4,
  evidence: { kind: 'probe-refused', source: 'driver-answer', at, ntstatus: ntStatus('STATUS_NOT_FOUND') },
});

const searched = (at: number, id: number, state: SessionState): TestEvent[] => {
  const report = verdictOf(state, device.id, 'scan', { at, ms: 0 });
  if (report === null) throw new Error('no verdict');
  const search = {
    kind: 'find' as const,
    complaint: 'scan' as const,
    agreedTo: [],
    steps: [],
    outcome: null,
  };
  return [
    { type: 'operation-started', operation: { ...waiting(id, at, device.id, device.name), ...search } },
    { type: 'operation-ended', at, id, outcome: { kind: 'find', outcome: { kind: 'done', report } } },
  ];
};

test('what was freed is not called fixed where a fault was searched for again, until a person says that it works', () => {
  const before = [...suspect, ...closed(start + 5_000, freed)];
  const [id = 0] = Object.values(after(before).operations).map((one) => one.id);
  expect(textOf(after(before))).toMatch(/^FIXED /);
  const again = [...before, ...searched(start + 9_000, id + 1, after(before))];
  const text = textOf(after(again));
  expect(firstLine(text)).toMatch(/^FREED 10:00 – scan channel of .* freed/);
  expect(flat(text)).toContain(
    'NEXT If it still fails: when nothing is printing, scanning or faxing any more, switch the printer off,',
  );
  const works: TestEvent = { type: 'operation-changed', id, change: { answer: 'works' } };
  expect(textOf(after([...again, works]))).toMatch(/^FIXED /);
});

describe('what a person says after it', () => {
  const unconfirmed: Outcome = { kind: 'unconfirmed', ntstatus: success, because: 'not-measured' };
  const saying = (answer: PersonAnswer, outcome: Outcome): string => {
    const closedSo = [...suspect, ...closed(start + 5_000, outcome)];
    const [id = 0] = Object.values(after(closedSo).operations).map((one) => one.id);
    return textOf(after([...closedSo, { type: 'operation-changed', id, change: { answer } }]));
  };
  const nextIn = (text: string): string => flat(text).replace(/.* NEXT (.*) TECHNICAL.*/, '$1');

  test.each([
    ['freed', freed, /^FIXED 10:00 – scan channel of .* freed; cause/],
    ['not confirmed', unconfirmed, /^FIXED 10:00 – scan channel of .* closed, and it works again; cause/],
  ])('it works, of what was %s: there is nothing more to do', (_what, outcome, line) => {
    const text = saying('works', outcome);
    expect(firstLine(text)).toMatch(line);
    expect(flat(text)).toContain('The user says that it works. NEXT');
    expect(nextIn(text)).toBe('Nothing more to do: the user says that it works.');
  });

  test('it still fails: nothing is called mended, no cause is named, and the next step is said', () => {
    const text = saying('fails', freed);
    expect(firstLine(text)).toBe(
      'STILL FAILS 10:00 – scan channel of HP LaserJet M1522nf MFP closed, but it still fails',
    );
    expect(flat(text)).toContain('The user says that it still fails. NEXT');
    for (const outcome of [freed, unconfirmed])
      expect(nextIn(saying('fails', outcome))).toMatch(/^When nothing is printing.* switch the printer off/);
  });

  test('it still fails, and a milder step is left: that one', () => {
    const closedSo = [...suspect, seen(start + 3_000, nobody, node), ...closed(start + 5_000, unconfirmed)];
    const [id = 0] = Object.values(after(closedSo).operations).map((one) => one.id);
    const fails: TestEvent = { type: 'operation-changed', id, change: { answer: 'fails' } };
    expect(nextIn(textOf(after([...closedSo, fails])))).toBe(`Restart the device ${device.instanceId}.`);
  });

  test('what a search found is in use: it is left alone', () => {
    const of = after(suspect);
    const said: TestEvent = { type: 'operation-changed', id: 7, change: { answer: 'in-use' } };
    const text = textOf(after([...suspect, ...searched(start + 9_000, 7, of), said]));
    expect(firstLine(text)).toMatch(/^IN USE 10:01 – scan channel of HP LaserJet M1522nf MFP in use$/);
    expect(nextIn(text)).toBe(findWords.leaveIt);
    expect(nextIn(textOf(after([...suspect, ...searched(start + 9_000, 7, of)])))).toMatch(/^Close channel/);
  });

  test('the next step is that of the search, word for word, where nothing was done since', () => {
    const subject = { keys: [], deviceId: device.id };
    const busy = [found, running(start + 2_000)];
    const text = textOf(after([...busy, ...searched(start + 5_000, 7, after(busy))]), subject);
    expect(nextIn(text)).toMatch(
      /^hpqtra08 has the printer open: close it and try again\. The driver cannot be asked/,
    );
    const done = [...busy, look(start + 6_000), ...closed(start + 7_000, refused)];
    expect(nextIn(textOf(after(done), subject))).not.toContain('close it and try again');
  });
});

test('the verdict of the last search on the device is quoted, with its time', () => {
  const before = [found, look(start + 1_000)];
  expect(textOf(after(before))).not.toContain('Verdict:');
  const ran9 = [...before, running(start + 2_000), seen(start + 9_000, ran(start + 8_000, start + 9_000))];
  const text = textOf(
    after([
      ...ran9,
      ...searched(start + 5_000, 1, after(before)),
      ...searched(start + 10_000, 2, after(ran9)),
    ]),
  );
  const quoted = text.split('\n').filter((line) => line.startsWith('Verdict:'));
  expect(quoted).toHaveLength(1);
  expect(quoted[0]).toMatch(/ 2026-03-01 10:00:10 \+01:00: .*scanning on HP LaserJet M1522nf/);
});

test('a freed channel, word for word: first what counts, the technical part last', () => {
  const state = after([
    found,
    look(start + 1_000),
    running(start + 2_000),
    seen(start + 9_000, ran(start + 8_000, start + 9_000)),
    look(start + 10_000),
    ...closed(start + 15_000, freed),
    // what spoke for it is no longer seen
    seen(start + 20_000, nobody),
    swept,
  ]);
  expect(state.channels[key]).toBeUndefined();
  expect(textOf(state))
    .toBe(`FIXED 10:00 – scan channel of HP LaserJet M1522nf MFP freed; cause: hpqtra08.exe ended (inferred)

SUMMARY
Printer:     HP LaserJet M1522nf MFP
Channel:     HP-SCAN, host socket 4
Problem:     2026-03-01 10:00:14 +01:00: Stuck: the only program seen with the device open has
             ended, and the socket was still there after that.
PC:          DESK-7, user ines
Written:     2026-03-01 10:01:00 +01:00

DONE
- 2026-03-01 10:00:14 +01:00: Close channel: Freed.

RESULT
Freed: HP-SCAN, host socket 4. The driver answered STATUS_SUCCESS (0x00000000) to
IOCTL_DOT4_DESTROY_SOCKET, and a later check shows that it is gone.

NEXT
Ask the user to try again.

TECHNICAL
Unjam:       0.1.0 on Windows, elevated, Electron 45.4.1

Device:      HP LaserJet M1522nf MFP
Instance:    DOT4\\VID_03F0&PID_4C17&MI_00\\7&2A8B&0&1
Driver:      HP dot4 7.0.0.1
Profile:     measured, 2026-02-28 10:00:00 +01:00
Status:      present
Seen around: - 2026-03-01 10:00:02 +01:00, confirmed, the process list: No process that could be
               seen has the device open. Kernel drivers are never seen this way.

Channel:     HP-SCAN, host socket 4
Service:     HP-SCAN (inferred, the socket number, 2026-03-01 10:00:01 +01:00)
Exists:      yes (confirmed, the driver’s answer, 2026-03-01 10:00:10 +01:00)
Program:     hpqtra08.exe (4312), ended (inferred, the process list, 2026-03-01 10:00:09 +01:00)
Job:         not known
Evidence:    - 2026-03-01 10:00:01 +01:00 to 2026-03-01 10:00:10 +01:00, 2 times, confirmed, the
               driver’s answer: WAIT_FOR_CHANNEL waited instead of failing: the socket exists.
             - 2026-03-01 10:00:01 +01:00, inferred, the socket number: Socket numbers like this one
               are customary for HP-SCAN.
Seen then:   - 2026-03-01 10:00:09 +01:00, confirmed, the process list: hpqtra08.exe (process 4312)
               had the device open and has ended.
Answer:      - Close channel: STATUS_SUCCESS (0x00000000)
`);
});

test('as long as nothing was done, it says how the suspicion could be disproved', () => {
  const disproof = 'Not so if: A program is seen with the device open, or a new scan finds no such socket.';
  expect(flat(textOf(after(suspect)))).toContain(disproof);
  expect(textOf(after([...suspect, ...closed(start + 5_000, freed)]))).not.toContain('Not so if');
  expect(textOf(after([...suspect, gone(start + 5_000)]))).not.toContain('Not so if');
});

describe('the first line says how it stands', () => {
  test.each<[string, readonly TestEvent[], RegExp]>([
    ['nothing was done', suspect, /^SUSPECT 10:01 – scan channel of .* suspect; cause: no running program/],
    ['freed', [...suspect, ...closed(start + 5_000, freed)], /^FIXED 10:00 – scan channel of .* freed/],
    ['refused', [...suspect, ...closed(start + 5_000, refused)], /^NOT FIXED 10:00 – .* not freed/],
    [
      'unconfirmed',
      [
        ...suspect,
        ...closed(start + 5_000, { kind: 'unconfirmed', ntstatus: success, because: 'not-measured' }),
      ],
      /^NOT CONFIRMED 10:00 – .* closed, not confirmed/,
    ],
    ['gone by itself', [...suspect, gone(start + 5_000)], /^GONE 10:00 – .* gone/],
    ['being closed', [...suspect, closeStarted(start + 4_000, key)], /^UNDER WAY .* being freed/],
    [
      'a program was stopped, and that freed it',
      [
        found,
        look(start + 1_000),
        running(start + 2_000),
        ...stepRun(start + 3_000, { kind: 'helped', done: null }),
        gone(start + 4_000),
      ],
      /^FIXED 10:00 – scan channel of .* freed; cause: hpqtra08\.exe had it open \(inferred\)/,
    ],
    [
      'refused, and then the program was stopped',
      [
        ...suspect,
        ...closed(start + 3_000, refused),
        ...stepRun(start + 5_000, { kind: 'helped', done: null }),
        gone(start + 6_000),
      ],
      /^FIXED/,
    ],
    [
      'closed in vain, and gone later',
      [...suspect, ...closed(start + 3_000, refused), gone(start + 6_000)],
      /^GONE/,
    ],
  ])('%s', (_what, events, line) => {
    expect(firstLine(textOf(after(events)))).toMatch(line);
  });

  test('on simulated printers it is the second: the first says that nothing is real', () => {
    const [first, second] = textOf(after(suspect, simulated)).split('\n');
    expect(first).toBe('SIMULATED PRINTERS (scenario office): nothing in this text is real.');
    expect(second).toMatch(/^SUSPECT/);
    expect(textOf(after(suspect))).not.toMatch(/simulat/i);
  });

  test('no device at all', () => {
    expect(textOf(after([]))).toMatch(/^NO PRINTER 10:01 – No DOT4 device is known\.\n/);
  });

  test('of a device: whether its driver was asked, and that nothing looks stuck', () => {
    const subject = { keys: [], deviceId: device.id };
    expect(textOf(after([found]), subject)).toMatch(/^NOT CHECKED 10:01/);
    const none = { found: 0, unclear: 0, caughtChannels: 0, stillOpenChannels: 0 };
    expect(textOf(after([found, ...scanned(start, device.id, none)]), subject)).toMatch(/^CHECKED 10:01/);
  });
});

describe('a number that was taken again seconds after it was freed', () => {
  const ticketAfter = (outcome: RemedyOutcome): string =>
    flat(textOf(after([...suspect, gone(start + 4_000), ...stepRun(start + 5_000, outcome)])));

  test('by the next user: it is fixed, and in use again', () => {
    const text = ticketAfter({ kind: 'helped', done: null, since: 'in-use' });
    expect(text).toMatch(/^FIXED/);
    expect(text).toContain('was freed; it is in use again.');
    expect(text).not.toMatch(/Switch the printer off/);
  });

  test('by someone who cannot be seen: that is said, and nothing is ended', () => {
    const text = ticketAfter({ kind: 'unverified', done: null, because: 'there-again' });
    expect(text).toMatch(/^NOT CONFIRMED/);
    expect(text).toContain('cannot tell whether that is the same trouble');
    expect(text).not.toMatch(/seen to be gone|Switch the printer off/);
  });

  test('by the same trouble: it is not fixed, and the next step is the one that the outcome names', () => {
    const text = ticketAfter({
      ...({ kind: 'did-not-last', done: null, because: 'socket-back', next: 'restart-device' } as const),
    });
    expect(text).toMatch(/^NOT FIXED/);
    expect(text).toContain('NEXT The next step is: Restart the device.');
    expect(text).not.toMatch(/seen to be gone|Switch the printer off/);
  });
});

describe('the cause says what kept it', () => {
  const of = { name: 'ScanToPC.exe', pid: 42, startedAt: '1' };
  const common = { source: 'processes', at: start + 2_000 } as const;
  const scans: Evidence = { kind: 'process', ...common, process: { ...of, endedAt: null } };
  const one: Evidence = { kind: 'holders-counted', ...common, holders: 1 };
  const stands = (window: 'hangs' | 'responds'): Evidence => ({
    ...{ kind: 'process-use', ...common, ...of, processorMs: 1, operations: 1, window },
    stoodMs: 1_800_000,
  });
  const print = (...states: JobState[]): Evidence => ({
    ...{ kind: 'job', source: 'spooler', at: start + 2_000 },
    job: {
      ...{ kind: 'print', id: 7, queue: 'LJ', document: 'Report', user: 'ann', pagesDone: 1, pagesTotal: 9 },
      ...{ inProgress: states.includes('printing'), states, submittedAt: null },
    },
  });

  test.each<[string, readonly Evidence[]]>([
    ['ScanToPC.exe hung (inferred)', [scans, one, stands('hangs')]],
    ['ScanToPC.exe did nothing for a long time (inferred)', [scans, one, stands('responds')]],
    ['ScanToPC.exe had it open (inferred)', [scans, one]],
  ])('%s', (cause, pieces) => {
    const events = [found, look(start + 1_000), seen(start + 2_000, ...pieces), look(start + 3_000)];
    expect(firstLine(textOf(after(events)))).toContain(`; cause: ${cause}`);
  });

  test.each<[string, readonly JobState[]]>([
    ['did not go on', ['printing']],
    ['was being deleted and stayed', ['printing', 'deleting']],
  ])('a print job that %s', (did, states) => {
    const stood = { ...print(...states), stoodMs: 1_800_000 } as Evidence;
    const events = [found, seen(start + 2_000, stood), look(start + 3_000, 2)];
    const subject = { keys: [channelKey(device.id, 2, 1)], deviceId: null };
    expect(firstLine(textOf(after(events), subject))).toMatch(
      new RegExp(`; cause: print job “Report” of ann on LJ, page 1 of 9 ${did}$`),
    );
  });
});

describe('what was done', () => {
  test('every step, in its order, whatever freed the channel in the end', () => {
    const text = textOf(
      after([
        ...suspect,
        ...closed(start + 3_000, refused),
        ...stepRun(start + 5_000, { kind: 'still-there', done: null, next: null }),
        ...stepRun(start + 9_000, { kind: 'helped', done: null }, 12, 'restart-device'),
        gone(start + 10_000),
        swept,
      ]),
    );
    const [, , done = ''] = text.split('\n\n');
    expect(done.split('\n')).toEqual([
      'DONE',
      '- 2026-03-01 10:00:02 +01:00: Close channel: Refused.',
      '- 2026-03-01 10:00:05 +01:00: Stop hpqtra08.exe (4312): Done, still there.',
      '- 2026-03-01 10:00:09 +01:00: Restart the device hpqtra08.exe (4312): Helped.',
    ]);
    expect(text).not.toContain('Nothing was done');
  });

  test('scans and measurements stand among them; the same again is counted', () => {
    const none = { found: 0, unclear: 0, caughtChannels: 0, stillOpenChannels: 0 };
    const scans = [3, 4, 5].flatMap((id) => scanned(start + id * 1_000, device.id, none, id));
    const text = textOf(after([...suspect, ...scans]));
    expect(flat(text)).toContain(
      '- 2026-03-01 10:00:03 +01:00 to 2026-03-01 10:00:05 +01:00, 3 times: Scan sockets: 0 sockets exist.',
    );
  });

  test('nothing: it says since when, and what was recorded before that is named', () => {
    const entry = entriesOf([
      { kind: 'record', line: 1, offset: 0, record: { ...intentOf('x'), device } as AuditRecord },
      { kind: 'record', line: 2, offset: 9, record: { ...outcomeOf('x'), device } as AuditRecord },
    ]);
    expect(textOf(after(suspect))).toContain('DONE\nNothing was done since Unjam was started.');
    const nothing = { entries: [], hasOlder: false };
    expect(textOf(after(suspect), channel, nothing)).toContain('nothing is recorded of the last 24 hours');
    const text = textOf(after(suspect), channel, { entries: entry, hasOlder: true });
    expect(text).toContain(
      '- 2026-03-01 10:00:00 +01:00: Close channel, HP-SCAN, host socket 4: Freed (ines, window).',
    );
    expect(text).toContain('Older records are in the audit trail of this PC.');
  });

  test('what the session has is not told twice', () => {
    const entries = entriesOf([
      { kind: 'record', line: 1, offset: 0, record: { ...intentOf('x', 5), device } as AuditRecord },
    ]);
    const text = textOf(after([...suspect, ...closed(start + 5_000, freed)]), channel, {
      entries,
      hasOlder: false,
    });
    expect(text.match(/^- /gm)).toHaveLength(1);
  });
});

describe('the advice knows what was done already', () => {
  const next = (events: readonly TestEvent[]): string =>
    flat(textOf(after(events))).replace(/.* NEXT (.*) TECHNICAL.*/, '$1');
  const around = (at: number, ...pieces: readonly Evidence[]) => seen(at, node, ...pieces);
  const startedAt = '2026-03-01T08:00:00Z';
  const busy = (endedAt: number | null, at: number): Evidence => {
    const piece = ran(endedAt, at);
    return piece.kind === 'process' ? { ...piece, process: { ...piece.process, startedAt } } : piece;
  };

  test('refused while its program ran: the program is stopped first; once it has ended, closing is tried again', () => {
    const inUse = [
      found,
      look(start + 1_000),
      around(start + 2_000, busy(null, start + 2_000)),
      ...closed(start + 3_000, refused),
    ];
    expect(next(inUse)).toBe('Stop hpqtra08.exe (4312).');
    expect(
      next([...inUse, around(start + 9_000, busy(start + 8_000, start + 9_000)), look(start + 10_000)]),
    ).toBe('Close channel (host socket 4).');
  });

  test('refused although its program has ended: not that the program be ended', () => {
    const ended = [
      found,
      look(start + 1_000),
      around(start + 2_000, busy(null, start + 2_000)),
      around(start + 9_000, busy(start + 8_000, start + 9_000)),
      look(start + 10_000),
      ...closed(start + 15_000, refused),
    ];
    expect(next(ended)).toBe(`Restart the device ${device.instanceId}.`);
  });
});

test('a printer that was away is to be plugged in only as long as it is', () => {
  const away: Outcome = { kind: 'failed', fault: { kind: 'device-gone', deviceId: device.id } };
  const left: TestEvent = { type: 'device-left', at: start + 6_000, deviceId: device.id };
  const unplugged = [...suspect, ...closed(start + 5_000, away), left];
  expect(flat(textOf(after(unplugged)))).toContain('NEXT Plug it in again');
  const back = flat(textOf(after([...unplugged, { ...found, at: start + 9_000 }])));
  expect(back).toContain('NEXT Ask the user to try again. If it still fails: when nothing');
});

describe('several channels', () => {
  const sockets = Array.from({ length: 128 }, (_none, index) => index + 20);
  const keys = sockets.map((hostSocket) => channelKey(device.id, hostSocket, 1));
  const opened = [found, ...sockets.map((hostSocket) => look(start + 1_000, hostSocket))];
  const closeAll = (outcomeFor: (hostSocket: number) => Outcome): TestEvent[] => [
    {
      type: 'operation-started',
      operation: {
        kind: 'close',
        ...waiting(1, start + 2_000, device.id, device.name),
        around: [],
        closings: sockets.map((hostSocket, index) => ({
          ...{ key: keys[index] ?? null, hostSocket, generation: 1, service: null, before: null },
          ...{ outcome: null, sent: false, ntstatus: null, evidence: [] },
        })),
      },
    },
    ...sockets.map((hostSocket): TestEvent => ({
      type: 'closing-ended',
      at: start + 3_000,
      id: 1,
      hostSocket,
      outcome: outcomeFor(hostSocket),
      ...{ sent: true, ntstatus: success, evidence: [] },
    })),
    { type: 'operation-ended', at: start + 3_000, id: 1, outcome: { kind: 'close' } },
  ];

  test('128 that were freed at once: one section, none left out, also when their rows have left', () => {
    const state = after([...opened, ...closeAll(() => freed), swept]);
    expect(state.channels).toEqual({});
    for (const subject of [
      { keys, deviceId: null },
      { keys: [], deviceId: device.id },
    ]) {
      const text = textOf(state, subject);
      expect(firstLine(text)).toBe('FIXED 10:00 – 128 channels of HP LaserJet M1522nf MFP freed');
      expect(text).toContain('Channel:     128 channels, host sockets 20–147');
      expect(text.split('\n').length).toBeLessThan(60);
    }
  });

  test('some that were refused are a section of their own', () => {
    const text = textOf(
      after([...opened, ...closeAll((hostSocket) => (hostSocket % 64 === 0 ? refused : freed))]),
      { keys, deviceId: null },
    );
    expect(firstLine(text)).toBe(
      'PARTLY FIXED 10:00 – 128 channels of HP LaserJet M1522nf MFP: 126 freed, 2 not freed',
    );
    expect(text).toContain('126 channels, host sockets 20–63, 65–127, 129–147');
    expect(text).toContain('2 channels, host sockets 64, 128');
  });

  test('two that differ: the device stands there once', () => {
    const other = channelKey(device.id, 1, 1);
    const text = textOf(after([...suspect, look(start + 3_000, 1)]), { keys: [key, other], deviceId: null });
    expect(text.match(/^Device:/gm)).toHaveLength(1);
    expect(text).toMatch(/HP-SCAN, host socket 4[^]*host socket 1/);
  });

  test('a device alone: its channels, what was seen around it, and where Unjam looked', () => {
    const text = textOf(after(suspect), { keys: [], deviceId: device.id });
    expect(text).toContain('Channels:    - HP-SCAN, host socket 4: Suspect:');
    expect(text).toContain('Seen around: - 2026-03-01 10:00:02 +01:00, confirmed, the process list:');
    expect(text).toContain('Looked at:   - the process list: looked at; not to be seen: kernel drivers');
  });
});

test('the printer stands there with what tells it apart: its port and its place', () => {
  const queue = {
    name: 'Q',
    ports: ['DOT4_001'],
    driver: 'HP',
    offline: false,
    jobs: 0,
    location: 'Room 214',
  };
  const state = after([
    ...suspect,
    seen(start + 3_000, nobody, { kind: 'queue', source: 'spooler', at: start, queue }, node),
  ]);
  expect(firstLine(textOf(state))).toContain('scan channel of HP LaserJet M1522nf MFP (DOT4_001, Room 214)');
});

test('a time names its offset, on either side of UTC', () => {
  expect(timestamp(start, 0)).toBe('2026-03-01 09:00:00 +00:00');
  expect(timestamp(start, -210)).toBe('2026-03-01 05:30:00 -03:30');
  expect(timestamp(start, 900)).toBe('2026-03-02 00:00:00 +15:00');
});

describe('lines', () => {
  test('whatever happened, none is too long, has a tab or ends in a blank', () => {
    const events = fc.array(anyEvent, { maxLength: 30 });
    fc.assert(
      fc.property(events, (happened) => {
        const state = afterEvents(happened);
        for (const keys of [[], [...Object.keys(state.channels), channelKey('a', 1, 1)]]) {
          for (const line of textOf(state, { keys, deviceId: null }).split('\n')) {
            expect(line.length).toBeLessThanOrEqual(ticketWidth);
            expect(line).not.toMatch(/\t|\s$/);
          }
        }
      }),
    );
  });

  test('a word that is wider than the ticket is cut', () => {
    const lines = labelled('Instance', 'x'.repeat(200));
    expect(lines.map((line) => line.length)).toEqual([100, 100, 39]);
    expect(lines.join('').replace(/[^x]/g, '')).toHaveLength(200);
  });

  test('no text is lost or too wide, however long its words', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 300 })), (strings) => {
        const text = strings.join(' ');
        const squeezed = (lines: readonly string[]) => lines.join('').replace(/\s/g, '');
        const one = labelled('Label', text);
        const item = listed('Label', [text]);
        expect([...one, ...item].every((line) => line.length <= ticketWidth)).toBe(true);
        expect(squeezed(one)).toBe(`Label:${squeezed([text])}`);
        expect(squeezed(item)).toBe(`Label:-${squeezed([text])}`);
      }),
    );
  });
});
