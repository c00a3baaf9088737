import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { ntStatus } from '../dot4/ntstatus.ts';
import { notMeasured } from '../dot4/profile.ts';
import type { DriverProfile } from '../dot4/profile.ts';
import type { Evidence, Queue } from '../evidence/evidence.ts';
import type { Job, JobState } from '../evidence/job.ts';
import { looked, notLooked } from '../evidence/source-report.ts';
import type { SourceReport } from '../evidence/source-report.ts';
import type { Fault } from '../faults/fault.ts';
import { waiting } from '../operations/describe.ts';
import type { ScanReport } from '../operations/scan-report.ts';
import type { SessionEvent } from '../session/event.ts';
import type { SessionState } from '../session/state.ts';
import { anyEvent, deviceNamed } from '../testing/arbitrary-state.ts';
import { scanned } from '../testing/operations.ts';
import { afterEvents } from '../testing/stamped.ts';
import type { TestEvent } from '../testing/stamped.ts';
import type { Totals, Verdict as Shown } from '../trial/trial.ts';
import { verdictSentence, verdictWords } from '../words/verdict.ts';
import { complaints, functionNamed } from './complaints.ts';
import type { Complaint } from './complaints.ts';
import { verdictKindOf, verdictOf, verdictsOf } from './verdict-of.ts';
import { VerdictSchema } from './verdict.ts';
import type { Verdict } from './verdict.ts';

const minute = 60_000;
const now = 20 * minute;

const canScan: DriverProfile = {
  ...notMeasured,
  origin: 'measured',
  userMode: 'accepted',
  unknownProbeStatus: ntStatus('STATUS_NOT_FOUND').code,
  existenceProbe: 'wait-for-channel',
  probeCancellation: 'works',
  foreignDestroy: 'allowed',
};

const found = (profile = canScan, problemCode: number | null = 0): SessionEvent => ({
  type: 'discovered',
  at: 1,
  discovery: {
    devices: [{ ...deviceNamed('a'), name: 'HP LaserJet M1522nf', problemCode }],
    driverPackage: 'installed',
  },
  profiles: { a: profile },
});

const queue = (more: Partial<Queue> = {}): Evidence => ({
  kind: 'queue',
  source: 'spooler',
  at: 2,
  queue: {
    name: 'LJ',
    ports: ['DOT4_001'],
    driver: 'HP',
    location: 'room 214',
    offline: false,
    jobs: 0,
    ...more,
  },
});
const node: Evidence = {
  kind: 'node',
  source: 'device-node',
  at: 2,
  node: {
    ...{ setupClass: 'Dot4', service: null, provider: null, version: null, date: null, problemCode: 0 },
    port: 'DOT4_001',
  },
};
const program = (endedAt: number | null, name = 'hpqtra08.exe'): Evidence => ({
  kind: 'process',
  source: 'processes',
  at: 2,
  process: { name, pid: 42, endedAt, startedAt: '1' },
});
const counted = (holders: number): Evidence => ({
  kind: 'holders-counted',
  source: 'processes',
  at: 2,
  holders,
});
const job = (states: JobState[], more: Partial<Job> = {}): Evidence => ({
  kind: 'job',
  source: 'spooler',
  at: 2,
  job: {
    ...{ kind: 'print', id: 7, queue: 'LJ', document: 'Report', user: 'ann', pagesDone: 1, pagesTotal: 9 },
    inProgress: states.includes('printing'),
    states,
    submittedAt: '2026-01-01T00:00:00.000Z',
    ...more,
  },
});

const everySource: readonly SourceReport[] = [
  looked('processes', 2, ['kernel-clients']),
  looked('windows-service', 2),
  looked('spooler', 2),
  looked('device-node', 2),
];
const seen = (evidence: readonly Evidence[], sources = everySource): TestEvent => ({
  type: 'observed',
  at: 2,
  deviceId: 'a',
  observations: [node, ...evidence].map((piece) => ({ hostSocket: null, evidence: piece })),
  sources,
});
const exists = (hostSocket: number): TestEvent => ({
  type: 'socket-looked-at',
  deviceId: 'a',
  hostSocket,
  evidence: { kind: 'probe-pended', source: 'driver-answer', at: 3 },
});
const refused = (hostSocket: number): TestEvent => ({
  type: 'socket-looked-at',
  deviceId: 'a',
  hostSocket,
  evidence: {
    ...{ kind: 'probe-refused', source: 'driver-answer', at: 7 },
    ntstatus: ntStatus('STATUS_NOT_FOUND'),
  },
});
const clear: ScanReport = { found: 1, unclear: 0, caughtChannels: 0, stillOpenChannels: 0 };
const scan = (ended: ScanReport | Fault = clear, id = 1): SessionEvent[] => scanned(4, 'a', ended, id);

const tried = (id: number, shown: Shown | Fault): SessionEvent[] => {
  const totals: Totals = { bytesOut: 1, bytesIn: 0, creditNotices: 1, notices: 0 };
  const report = {
    ...{ service: 'ECHO', hostSocket: 9, peripheralSocket: 6, listening: true, totals, durationMs: 1 },
    ...{ ended: 'time' as const, fault: null, destroyed: true },
  };
  return [
    {
      type: 'operation-started',
      operation: { kind: 'trial', ...waiting(id, 5, 'a', 'a'), service: 'ECHO', sample: null, outcome: null },
    },
    {
      type: 'operation-ended',
      at: 6,
      id,
      outcome:
        typeof shown === 'string'
          ? { kind: 'trial', outcome: { kind: 'done', report: { ...report, verdict: shown } } }
          : { kind: 'failed', fault: shown },
    },
  ];
};

const judged = (state: SessionState, complaint: Complaint = 'unknown'): Verdict => {
  const verdict = verdictOf(state, 'a', complaint, { at: now, ms: now });
  const device = state.devices['a'];
  if (verdict === null || device === undefined) throw new Error('no verdict');
  expect(verdictKindOf(state, device, complaint)).toBe(verdict.kind);
  return v.parse(VerdictSchema, verdict);
};
const verdict = (complaint: Complaint, ...events: TestEvent[]): Verdict =>
  judged(afterEvents(events), complaint);
const stamp = (at: number): string => `${at} ms`;

/** A scan program was seen, has ended, and its socket was there after that. */
const endedHolder = [
  found(),
  seen([program(null), counted(1), queue()]),
  { ...seen([program(6 * minute), counted(0), queue()]), ms: 6 * minute },
  exists(4),
  ...scan(),
];

describe('a stuck channel', () => {
  test('in one sentence that a user on the phone understands', () => {
    const of = verdict('scan', ...endedHolder);
    expect(verdictSentence(of)).toBe(
      'Scanning on HP LaserJet M1522nf (DOT4_001, room 214) is blocked: hpqtra08 ended 14 minutes ago and left its scan channel open.',
    );
    expect(of).toMatchObject({
      kind: 'blocked',
      explanation: {
        blocks: 'scan',
        question: null,
        first: 'destroy-socket',
        next: ['restart-device', 'power-cycle'],
      },
    });
  });

  test('rests on evidence, each piece with source and time', () => {
    const { grounds } = verdictWords(verdict('scan', ...endedHolder), stamp);
    expect(grounds).toEqual([
      expect.stringMatching(/the socket exists.*driver’s answer, confirmed, 3 ms/) as string,
      expect.stringMatching(/customary for HP-SCAN.*inferred/) as string,
      expect.stringMatching(/hpqtra08\.exe .*has ended.*process list, confirmed, 2 ms/) as string,
      expect.stringMatching(/No process that could be seen/) as string,
    ]);
  });

  test('that the complaint is not about is a suspect only, and still no question', () => {
    const of = verdict('print', ...endedHolder);
    expect(of).toMatchObject({ kind: 'suspected', explanation: { blocks: 'print', question: null } });
    expect(verdictSentence(of)).toMatch(/^Printing on .* may be blocked: hpqtra08 ended .* its scan channel/);
  });

  test('comes before one that only may be', () => {
    const of = verdict(
      'unknown',
      ...endedHolder,
      exists(2),
      seen([program(6 * minute), job([]), counted(0)]),
    );
    expect(of).toMatchObject({ kind: 'blocked', others: [{ kind: 'suspected', blocks: 'print' }] });
  });

  test.each([-24, 24])('a clock that is set by %i hours changes no age', (hours) => {
    const state = afterEvents(endedHolder);
    const of = verdictOf(state, 'a', 'scan', { at: now + hours * 60 * minute, ms: now });
    expect(of === null ? null : verdictSentence(of)).toContain('ended 14 minutes ago');
  });
});

describe('a channel that may be stuck', () => {
  test.each([
    [4, 'scan', 'scanning'],
    [7, 'fax', 'faxing'],
    [1, null, 'in-use'],
  ] as const)('socket %i: a person is asked before it is closed', (socket, blocks, question) => {
    const of = verdict('unknown', found(), seen([counted(0)]), exists(socket), ...scan());
    expect(of).toMatchObject({
      kind: 'suspected',
      explanation: { blocks, question, first: 'destroy-socket' },
    });
    expect(verdictWords(of, stamp).question).toMatch(/now\?$/);
  });

  test('several with one reason are one explanation, counted', () => {
    const of = verdict('unknown', found(), seen([counted(0)]), exists(7), exists(8), ...scan());
    expect(of.explanation?.channels).toHaveLength(2);
    expect(of.others).toEqual([]);
    expect(verdictSentence(of)).toContain('its 2 fax channels are open');
  });

  test('where all numbers are taken, that is the explanation', () => {
    const all = Array.from({ length: 128 }, (_none, n) => exists(100 + n));
    const of = verdict('scan', found(), seen([counted(1), program(null)]), ...all, ...scan());
    expect(of).toMatchObject({
      kind: 'blocked',
      explanation: { cause: { kind: 'channels-taken' }, question: 'in-use' },
    });
    expect(verdictWords(of, stamp).advice).toContain('hpqtra08 has the printer open: close it');
  });
});

/** Seen every half minute, the last time now. */
const watched = (minutes: number, evidenceAt: (minute: number) => readonly Evidence[]): TestEvent[] =>
  Array.from({ length: 2 * minutes + 1 }, (_none, n) => {
    const at = now - (minutes - n / 2) * minute;
    return { ...seen(evidenceAt(n / 2)), at, ms: at };
  });
const standingJob = job(['printing'], { document: 'Invoices', pagesDone: 12, pagesTotal: 80 });
const use = (window: 'responds' | 'hangs' | null): Evidence => ({
  ...{ kind: 'process-use', source: 'processes', at: 2, name: 'ScanToPC.exe', pid: 42, startedAt: '1' },
  ...{ processorMs: 10, operations: 10, window },
});
const held = (minutes: number, window: 'responds' | 'hangs' | null): TestEvent[] => [
  found(),
  ...watched(minutes, () => [program(null, 'ScanToPC.exe'), counted(1), use(window), queue()]),
  { ...exists(4), ms: now },
  ...scan(),
];
describe('what stands', () => {
  test('a job that does not move: deleted first, and only that', () => {
    const of = verdict('print', found(), ...watched(14, () => [standingJob, queue({ jobs: 1 })]), ...scan());
    expect(verdictSentence(of)).toBe(
      'Printing on HP LaserJet M1522nf (DOT4_001, room 214) is blocked: nothing of print job “Invoices” of ann on LJ, page 12 of 80 has been printed for 14 minutes.',
    );
    expect(of).toMatchObject({
      kind: 'blocked',
      explanation: { first: 'cancel-job', question: null },
      working: [],
    });
  });

  test('one that moves is work, whatever is asked', () => {
    const events = watched(14, (at) => [
      job(['printing'], { pagesDone: Math.floor(at / 4) }),
      queue({ jobs: 1 }),
    ]);
    expect(verdict('print', found(), ...events, ...scan())).toMatchObject({
      kind: 'nothing-found',
      working: [{ pagesDone: 3 }],
    });
  });

  const spooling = (more: Partial<Job> = {}) => job(['spooling'], { document: 'Invoices', ...more });

  test('one that is never finished is named, and no channel is blamed', () => {
    const of = verdict('print', found(), ...watched(14, () => [spooling(), queue({ jobs: 1 })]), ...scan());
    expect(of).toMatchObject({ kind: 'person-needed', explanation: { channels: [], first: null } });
    expect(verdictWords(of, stamp)).toMatchObject({
      sentence:
        'Printing on HP LaserJet M1522nf (DOT4_001, room 214) waits: a job is still being written, and does not grow: print job “Invoices” of ann on LJ, page 1 of 9.',
      advice: 'If its program hangs, close it. Or delete the job and print it again.',
    });
    const grows = watched(14, (at) => [spooling({ pagesTotal: 9 + Math.floor(at / 4) }), queue({ jobs: 1 })]);
    expect(verdict('print', found(), ...grows, ...scan()).kind).toBe('nothing-found');
  });

  test('between the last page of one queue and the first of another nothing is suspected', () => {
    const waits = job([], { id: 8, queue: 'Other' });
    const of = verdict(
      'print',
      found(),
      { ...seen([job(['printing']), waits]), ms: now - 2_000 },
      { ...exists(2), ms: now - 1_000 },
      { ...seen([waits]), ms: now },
      ...scan(),
    );
    expect(of.explanation).toBeNull();
  });

  test('a program that has the printer open is to be closed first; where all channels are taken that is said alone', () => {
    const opened: Evidence = {
      ...{ kind: 'process', source: 'processes', at: 2 },
      process: { name: 'LabelTool.exe', pid: 42, endedAt: null, startedAt: '1' },
    };
    const waits = watched(14, () => [job([]), opened, counted(1)]);
    expect(verdictWords(verdict('print', found(), ...waits, ...scan()), stamp).advice).toMatch(
      /^LabelTool has the printer open: close it and try again\. Delete the job/,
    );
    const all = Array.from({ length: 128 }, (_none, index) => ({ ...exists(index + 10), ms: now }));
    const taken = verdict('print', found(), ...waits, ...all, ...scan());
    expect([taken.explanation, ...taken.others].map((one) => one?.cause.kind)).not.toContain(
      'job-wants-person',
    );
  });

  test('one that waits behind a channel which may be leaked is named with that channel, once', () => {
    const waits = watched(14, () => [job([]), queue({ jobs: 1 })]);
    const of = verdict(
      'print',
      found(),
      ...waits,
      { ...exists(2), ms: now },
      ...watched(0, () => [job([])]),
      ...scan(),
    );
    expect(of).toMatchObject({
      kind: 'suspected',
      explanation: { channels: [{ hostSocket: 2 }] },
      others: [],
    });
  });

  test('a deleted job that stays: its channel is closed, which cuts off that job alone and stops no other printer', () => {
    const spooler: Evidence = {
      ...{ kind: 'service', source: 'windows-service', at: 2 },
      service: { name: 'Spooler', state: 'running', pid: 9 },
    };
    const deleting = job(['printing', 'deleting']);
    const of = verdict(
      'print',
      found(),
      ...watched(5, () => [deleting, queue({ jobs: 1 }), spooler]),
      ...scan(),
    );
    expect(verdictSentence(of)).toContain('is being deleted, and has stayed for 5 minutes.');
    expect(of).toMatchObject({ kind: 'blocked', explanation: { first: 'destroy-socket' } });
    expect(of.explanation?.next).toContain('restart-service');
  });

  test('a program that hangs is stopped; one that only does nothing is asked about', () => {
    const hangs = verdict('scan', ...held(6, 'hangs'));
    expect(verdictSentence(hangs)).toContain(
      'ScanToPC, the only program seen with the printer open, has neither responded nor done anything for 6 minutes.',
    );
    expect(hangs).toMatchObject({ kind: 'blocked', explanation: { first: 'stop-program', question: null } });
    const idles = verdict('scan', ...held(25, 'responds'));
    expect(verdictSentence(idles)).toContain('has done nothing for 25 minutes.');
    expect(idles).toMatchObject({ kind: 'suspected', explanation: { question: 'scanning' } });
  });
});

describe('what a source says that is silent since', () => {
  const { source: processes } = looked('processes', 0);
  const { source: spooler } = looked('spooler', 0);
  const saidAfter = (
    events: readonly TestEvent[],
    silent: SourceReport['source'],
    ...kept: readonly Evidence[]
  ): string => {
    const ms = now + 8 * minute;
    const sources = everySource.map((one) =>
      one.source === silent ? notLooked(silent, ms, 'deadline') : one,
    );
    const last: TestEvent = { ...seen(kept, sources), ms };
    const of = verdictOf(afterEvents([...events, last]), 'a', 'unknown', { at: ms, ms });
    return of === null ? '' : verdictSentence(of);
  };
  const scanner = [program(null, 'ScanToPC.exe'), counted(1)];

  test('is said as it was when it was last seen, and when that was', () => {
    expect(saidAfter(held(6, 'hangs'), processes, ...scanner)).toMatch(
      /done anything for 6 minutes\. That was last seen 8 minutes ago\.$/,
    );
  });

  test('another source may be silent', () => {
    const said = saidAfter(held(6, 'hangs'), spooler, ...scanner, use('hangs'));
    expect(said).not.toContain('last seen');
  });
});

describe('what was seen to stand', () => {
  /** Seen to stand for so long before the session, as a simulated PC says it. */
  const use = (window: 'hangs' | 'responds', stoodMs: number): Evidence => ({
    ...{ kind: 'process-use', source: 'processes', at: 2, name: 'hpqtra08.exe', pid: 42, startedAt: '1' },
    ...{ processorMs: 1, operations: 1, window, stoodMs },
  });
  const used = (how: Evidence, name?: string) => [
    found(),
    seen([program(null, name), counted(1), how]),
    exists(4),
    ...scan(),
  ];
  const printing = (...states: JobState[]) => [
    found(),
    seen([{ ...job(['printing', ...states], { bytesDone: 7 }), stoodMs: 14 * minute } as Evidence]),
    exists(2),
    ...scan(),
  ];

  // the look was at minute 0, the verdict is of minute 20
  test.each<readonly [string, string, SessionEvent[]]>([
    [
      'blocked',
      'nothing of print job “Report” of ann on LJ, page 1 of 9 has been printed for 33 minutes.',
      printing(),
    ],
    [
      'blocked',
      'print job “Report” of ann on LJ, page 1 of 9 is being deleted, and has stayed for 33 minutes.',
      printing('deleting'),
    ],
    [
      'blocked',
      'hpqtra08, the only program seen with the printer open, has neither responded nor done anything for 33 minutes.',
      used(use('hangs', 14 * minute)),
    ],
    [
      'suspected',
      'ScanToPC, the only program seen with the printer open, has done nothing for 44 minutes.',
      used(use('responds', 25 * minute), 'ScanToPC.exe'),
    ],
    [
      'suspected',
      'its scan channel is open, and no program that may use it has done anything for 1 hour.',
      used(use('responds', 70 * minute)),
    ],
  ])('%s: %s', (kind, sentence, events) => {
    const of = verdict('unknown', ...events);
    expect(of.kind).toBe(kind);
    expect(verdictSentence(of)).toContain(sentence);
    expect(verdictWords(of, stamp).grounds.join()).toMatch(
      /No page and no byte|neither processor time nor I\/O/,
    );
  });
});

describe('a person is needed', () => {
  test.each([
    ['paper-out', /out of paper/],
    ['user-intervention', /display/],
    ['offline', /cable and power/],
    ['error', /restart or delete/],
    ['paused', /resume/],
  ] as const)('a job is %s: it is named, and nothing is called stuck', (state, advice) => {
    const of = verdict('print', found(), seen([job(['printing', state]), queue({ jobs: 1 })]), ...scan());
    expect(of).toMatchObject({ kind: 'person-needed', explanation: { first: null, next: [] }, others: [] });
    expect(verdictWords(of, stamp).advice).toMatch(advice);
    expect(of.working).toEqual([]);
  });

  test('not for scanning', () => {
    const of = verdict('scan', found(), seen([job(['paper-out']), queue({ paused: true })]), ...scan());
    expect(of.kind).toBe('nothing-found');
  });

  test('one that is being deleted, and stays without a channel: the spooler, not a channel', () => {
    const stays = { ...job(['deleting']), stoodMs: 14 * minute } as Evidence;
    const of = verdict('print', found(), seen([stays, queue({ jobs: 1 })]), ...scan());
    expect(of.explanation).toMatchObject({ cause: { kind: 'job-wants-person' }, channels: [] });
    expect(verdictWords(of, stamp).advice).toMatch(/^When no other job is printing .* restart .*“Spooler”/);
  });

  test('not by a job behind one that prints', () => {
    const behind = job(['paused'], { id: 8, submittedAt: '2026-01-01T00:00:01.000Z' });
    const of = verdict('print', found(), seen([job(['printing']), behind]), ...scan());
    expect(of).toMatchObject({ explanation: null, working: [{ id: 7 }] });
  });

  test('a queue that stands is said with the jobs in it', () => {
    const of = verdict('print', found(), seen([queue({ paused: true, jobs: 3 })]), ...scan());
    expect(verdictSentence(of)).toBe(
      'Printing on HP LaserJet M1522nf (DOT4_001, room 214) waits for a person: the queue “LJ” is paused, and 3 jobs wait in it.',
    );
  });

  test('an empty one beside a ready one is nothing; the only one is', () => {
    const other = queue({ name: 'Copy', offline: true });
    expect(verdict('print', found(), seen([queue(), other]), ...scan()).kind).toBe('nothing-found');
    expect(verdict('print', found(), seen([other]), ...scan()).kind).toBe('person-needed');
  });

  test('Windows cannot use the device, or it is not there', () => {
    expect(verdictSentence(verdict('scan', found(canScan, 10)))).toContain('the device cannot start');
    const gone = verdict('scan', found(), { type: 'device-left', at: 3, deviceId: 'a' });
    expect(gone).toMatchObject({ kind: 'person-needed', explanation: { cause: { kind: 'device-gone' } } });
  });
});

describe('a printer that does not answer while its driver does', () => {
  const deadline: Fault = { kind: 'deadline', request: 'OPEN_CHANNEL', deadlineMs: 1, withdrawn: true };
  const known = [found(), seen([queue()]), ...scan(clear, 1)];

  test.each([['no-echo' as const], [deadline]])('as a trial shows (%o)', (shown) => {
    const of = verdict('scan', ...known, ...tried(2, shown));
    expect(of).toMatchObject({
      kind: 'printer-does-not-answer',
      answered: false,
      explanation: { first: null },
    });
    expect(verdictWords(of, stamp).advice).toContain('switch the printer off');
  });

  test('not where the driver is what is silent, nor after the next scan', () => {
    const late: Fault = { ...deadline, withdrawn: false };
    expect(verdict('scan', ...known, ...tried(2, late)).kind).toBe('nothing-found');
    expect(verdict('scan', ...known, ...tried(2, 'no-echo'), ...scan(clear, 3)).kind).toBe('nothing-found');
  });

  test('one that answers is said to', () => {
    const of = verdict('scan', ...known, ...tried(2, 'echoes'));
    expect(of).toMatchObject({ kind: 'nothing-found', answered: true });
    expect(verdictWords(of, stamp).advice).toContain('The printer answers');
  });
});

/** One of two programs that have the printer open ends, and the other one works. */
const beside = (name: string): Evidence => ({
  kind: 'process',
  source: 'processes',
  at: 2,
  process: { name, pid: 43, endedAt: null, startedAt: '2' },
});
const besideHangs: Evidence = {
  ...{ kind: 'process-use', source: 'processes', at: 2, name: 'NAPS2.exe', pid: 43, startedAt: '2' },
  ...{ processorMs: 10, operations: 10, window: 'hangs', stoodMs: 10 * minute },
};
const endedBeside = (name: string, ...more: Evidence[]): TestEvent[] => [
  found(),
  seen([program(2, 'ScanToPC.exe'), beside(name), counted(1), ...more]),
];
const endedBesideOne = [...endedBeside('NAPS2.exe'), exists(4), ...scan()];

describe('what could not be seen', () => {
  const silent = (source: SourceReport['source']): readonly SourceReport[] =>
    everySource.map((report) => (report.source === source ? notLooked(source, 2, 'deadline') : report));
  const hung: Evidence = {
    ...{ kind: 'process-use', source: 'processes', at: 2, name: 'hpqtra08.exe', pid: 42, startedAt: '1' },
    ...{ processorMs: 10, operations: 10, window: 'hangs' },
  };
  const denied: Fault = { kind: 'access-denied', deviceId: 'a', ntstatus: ntStatus('STATUS_ACCESS_DENIED') };

  test.each<readonly [name: string, missing: string, complaint: Complaint, events: TestEvent[]]>([
    ['a driver that is not measured', 'cannot-scan', 'scan', [found(notMeasured), seen([])]],
    ['no scan', 'not-scanned', 'scan', [found(), seen([])]],
    ['a scan that failed', 'scan-failed', 'scan', [found(), seen([]), ...scan(denied)]],
    ['unclear sockets', 'sockets-unclear', 'scan', [found(), seen([]), ...scan({ ...clear, unclear: 2 })]],
    ['jobs that cannot be seen', 'jobs-unseen', 'print', [found(), seen([], silent('spooler')), ...scan()]],
    [
      'holders that cannot be seen',
      'holders-unseen',
      'scan',
      [found(), seen([], silent('processes')), exists(4), ...scan()],
    ],
    ['a job that was seen once', 'job-unwatched', 'print', [found(), seen([job(['printing'])]), ...scan()]],
    [
      'a job that should have begun long ago',
      'job-unwatched',
      'print',
      [found(), seen([job([], { submittedAt: new Date(2 - 60 * minute).toISOString() })]), ...scan()],
    ],
    [
      'a window that has just stopped responding',
      'holder-unwatched',
      'scan',
      [found(), seen([program(null), counted(1), hung]), exists(4), ...scan()],
    ],
    ['a channel of one that ended or one that works', 'owner-unclear', 'scan', endedBesideOne],
    [
      'a program that ended after its channel was seen',
      'ended-since',
      'scan',
      [...[found(), seen([program(null), counted(1)]), exists(4), ...scan()], seen([program(5), counted(0)])],
    ],
  ])('with %s it is not said that nothing is stuck', (_name, missing, complaint, events) => {
    const of = verdict(complaint, ...events);
    expect(of).toMatchObject({ kind: 'could-not-be-told', missing: [{ kind: missing }] });
    expect(verdictWords(of, stamp).missing[0]?.missing).toMatch(/\.$/);
    expect(verdictWords(of, stamp).missing[0]?.missing).not.toContain('has not responded for less than');
  });

  test('jobs say nothing of scanning, holders nothing where there is no channel', () => {
    expect(verdict('scan', found(), seen([], silent('spooler')), ...scan()).kind).toBe('nothing-found');
    expect(verdict('scan', found(), seen([], silent('processes')), ...scan()).kind).toBe('nothing-found');
  });

  test('whose channel it is: both are named, with what to ask', () => {
    const [gap] = verdictWords(verdict('scan', ...endedBesideOne), stamp).missing;
    expect(gap).toEqual({
      missing:
        'ScanToPC ended, and the scan channel is open. But NAPS2 has the printer open, too: Unjam cannot tell whose channel it is.',
      nextStep: 'Is anyone scanning on this printer now? If not, close NAPS2 and check again.',
    });
    const again = verdictWords(verdict('scan', ...endedBeside('ScanToPC.exe'), exists(4), ...scan()), stamp);
    expect(again.missing[0]?.missing).toContain('But another ScanToPC has the printer open, too');
  });

  test.each<readonly [name: string, kind: Verdict['kind'], complaint: Complaint, events: TestEvent[]]>([
    [
      'was seen before the program ended',
      'nothing-found',
      'scan',
      [found(), exists(4), ...endedBeside('NAPS2.exe').slice(1), ...scan()],
    ],
    ['carries something else', 'nothing-found', 'fax', endedBesideOne],
    [
      'is one that programs keep open',
      'nothing-found',
      'unknown',
      [...endedBeside('NAPS2.exe'), exists(1), ...scan()],
    ],
    ['is one that a new scan does not find', 'nothing-found', 'scan', [...endedBesideOne, refused(4)]],
    [
      'is suspected anyhow',
      'suspected',
      'scan',
      [...endedBeside('NAPS2.exe', besideHangs), exists(4), ...scan()],
    ],
  ])('nothing of whose it is where a channel %s', (_name, kind, complaint, events) => {
    expect(verdict(complaint, ...events)).toMatchObject({ kind, missing: [] });
  });

  test('an explanation stands beside it', () => {
    const of = verdict('scan', found(), seen([counted(0)]), exists(4));
    expect(of).toMatchObject({ kind: 'suspected', missing: [{ kind: 'not-scanned' }] });
  });
});

describe('the first step', () => {
  test('never cuts off a job that cannot be seen: it is left to the ladder', () => {
    const blind = everySource.map((report) =>
      report.source === 'spooler' ? looked('spooler', 2, ['jobs']) : report,
    );
    const of = verdict('fax', found(), seen([counted(0)], blind), exists(7), ...scan());
    expect(of.explanation).toMatchObject({
      first: null,
      next: ['destroy-socket', 'restart-device', 'power-cycle'],
    });
  });

  test('is one that cuts nothing off on any channel of the explanation', () => {
    const all = [2, ...Array.from({ length: 127 }, (_none, n) => 100 + n)].map(exists);
    const taken = (...evidence: Evidence[]): Verdict =>
      verdict('unknown', found(), seen([counted(0), ...evidence]), ...all, ...scan());
    expect(taken().explanation).toMatchObject({ cause: { kind: 'channels-taken' }, first: 'destroy-socket' });
    expect(taken(job(['printing'])).explanation).toMatchObject({
      cause: { kind: 'channels-taken' },
      first: null,
    });
  });
});

describe('where every number is taken', () => {
  const all = Array.from({ length: 128 }, (_none, n) => exists(100 + n));
  const taken = (...evidence: Evidence[]): Verdict =>
    verdict('unknown', found(), seen(evidence), ...all, ...scan());
  const sentence = 'HP LaserJet M1522nf (DOT4_001, room 214) has no channel left: all 128 are open';

  test('the one program that has the printer open is named, and is to be closed', () => {
    const of = taken(program(null, 'StatusMonitor.exe'), counted(1), queue());
    expect(verdictWords(of, stamp)).toMatchObject({
      sentence: `${sentence}, and only StatusMonitor is seen with the printer open.`,
      advice: expect.stringContaining(
        'StatusMonitor has the printer open: close it and try again.',
      ) as string,
    });
    expect(of.explanation).toMatchObject({
      cause: { kind: 'channels-taken', holder: { process: { name: 'StatusMonitor.exe' } } },
      question: 'in-use',
      first: 'destroy-socket',
    });
  });

  test.each<readonly [string, Evidence[]]>([
    ['beside another', [program(null), beside('NAPS2.exe'), counted(2)]],
    ['beside one that ended', [program(2, 'ScanToPC.exe'), beside('NAPS2.exe'), counted(1)]],
    ['that has ended', [program(2), counted(0)]],
  ])('a program %s is not', (_name, evidence) => {
    expect(verdictSentence(taken(...evidence, queue()))).toBe(`${sentence}.`);
  });
});

test('of several devices the worst comes first, and one that has left does not come', () => {
  const other: SessionEvent = {
    type: 'discovered',
    at: 1,
    discovery: {
      devices: ['b', 'a'].map((id) => ({ ...deviceNamed(id), problemCode: 0 })),
      driverPackage: 'installed',
    },
    profiles: { a: canScan, b: canScan },
  };
  const state = afterEvents([other, seen([counted(0)]), exists(4)]);
  expect(verdictsOf(state, 'scan', { at: now, ms: now }).map(({ deviceId }) => deviceId)).toEqual(['a', 'b']);
  const left = afterEvents([{ type: 'device-left', at: 5, deviceId: 'a' }], state);
  expect(verdictsOf(left, 'scan', { at: now, ms: now }).map(({ deviceId }) => deviceId)).toEqual(['b']);
});

test('of two that wait for a person, the one that Windows cannot use comes first', () => {
  const devices = ['b', 'a'].map((id) => ({ ...deviceNamed(id), problemCode: id === 'a' ? 10 : 0 }));
  const paused = { kind: 'queue', source: 'spooler', at: 2 } as const;
  const state = afterEvents([
    {
      ...{ type: 'discovered', at: 1, profiles: { a: canScan, b: canScan } },
      discovery: { devices, driverPackage: 'installed' },
    },
    {
      ...{ type: 'observed', at: 2, deviceId: 'b', sources: everySource },
      observations: [
        {
          hostSocket: null,
          evidence: {
            ...paused,
            queue: { name: 'LJ', ports: ['DOT4_001'], driver: 'LJ', jobs: 1, offline: false, paused: true },
          },
        },
      ],
    },
  ]);
  const verdicts = verdictsOf(state, 'unknown', { at: now, ms: now });
  expect(verdicts.map(({ deviceId, kind }) => [deviceId, kind])).toEqual([
    ['a', 'person-needed'],
    ['b', 'person-needed'],
  ]);
});

test('words that people have for what does not work', () => {
  expect(['Scanner', 'printing', 'fax', 'HP-SCAN'].map(functionNamed)).toEqual([
    'scan',
    'print',
    'fax',
    null,
  ]);
});

test('whatever happened: a verdict is data, has a sentence, says what would show otherwise, and is “nothing” only where all was seen', () => {
  fc.assert(
    fc.property(
      fc.array(anyEvent, { maxLength: 60 }),
      fc.constantFrom(...complaints),
      (events, complaint) => {
        const state = afterEvents(events);
        for (const id of Object.keys(state.devices)) {
          const of = verdictOf(state, id, complaint, { at: now, ms: now });
          if (of === null) throw new Error('a device without a verdict');
          expect(v.safeParse(VerdictSchema, of).success).toBe(true);
          const { sentence, grounds, disproof, others } = verdictWords(of, stamp);
          expect(sentence).toMatch(/^[A-Z].*\.$/);
          expect(sentence).not.toMatch(/undefined|null/);
          for (const one of of.explanation === null ? others : [{ disproof }, ...others])
            expect(one.disproof).toMatch(/^[A-Z].*\.$/);
          if (of.kind === 'nothing-found') expect(of.missing).toEqual([]);
          if (of.kind === 'blocked' && of.explanation?.cause.kind === 'channel')
            expect(grounds).not.toEqual([]);
          if (of.kind === 'suspected' && of.explanation?.cause.kind === 'channel')
            expect(of.explanation.question === null).toBe(of.explanation.cause.suspicion.level === 'stuck');
        }
      },
    ),
  );
});
