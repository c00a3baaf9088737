import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findingDisproofs, ruleWords } from '../words/stuck.ts';
import { suspicionWords } from '../words/evidence.ts';
import type { Evidence } from './evidence.ts';
import { factsFrom } from './facts.ts';
import { findingNames } from './findings.ts';
import type { JobState } from './job.ts';
import { ordinarilyIdle } from './ordinarily-idle.ts';
import { suspicionRuleNames } from './rule.ts';
import type { SuspicionRuleName } from './rule.ts';
import type { Still } from './still.ts';
import { suspicionFrom, suspicionRules } from './suspicion.ts';
import { defaultThresholds, thresholdMs } from './thresholds.ts';
import type { ThresholdName } from './thresholds.ts';

type Of<K extends Evidence['kind']> = Extract<Evidence, { kind: K }>;

const since = 1_000;
const still = (forMs: number, sinceMs = 5_000): Still => ({ since, sinceMs, seenMs: sinceMs + forMs, forMs });
const enough = (name: ThresholdName): number => thresholdMs(defaultThresholds, name);

const stamp = { at: 9, seq: 9 };
const exists = (ms = 5_000): Evidence => ({ kind: 'probe-pended', source: 'driver-answer', ...stamp, ms });
const named = (service: string): Evidence => ({
  ...{ kind: 'customary-number', source: 'socket-number', ...stamp },
  service,
});
const print: Evidence = { kind: 'static-socket', source: 'device-node', ...stamp, service: 'PRINT' };

const printing: Of<'job'>['job'] = {
  ...{ kind: 'print', id: 11, queue: 'LJ', document: 'A', user: 'ann', pagesDone: 12, pagesTotal: 80 },
  ...{
    inProgress: true,
    states: ['printing'],
    submittedAt: null,
    bytes: 9_000,
    bytesDone: 700,
    printingMs: 1,
  },
};
const jobPiece = (job = printing): Of<'job'> => ({ kind: 'job', source: 'spooler', ...stamp, job });
const freeQueue = { paused: false, offline: false, error: false, busy: false };
const standing = (forMs: number, job = printing, others: Partial<Of<'job-still'>> = {}): Of<'job-still'> => ({
  ...{ kind: 'job-still', source: 'spooler', ...stamp, job, queue: freeQueue },
  ...{ still: still(forMs), asFirstSeen: false, movedMs: null },
  ...others,
});

const suspicion = (evidence: Evidence[], ofDevice: Evidence[], thresholds = defaultThresholds) =>
  suspicionFrom(factsFrom(evidence, ofDevice), ofDevice, thresholds);

describe('job-does-not-move', () => {
  const judge = (forMs: number, job = printing, others: Partial<Of<'job-still'>> = {}) =>
    suspicion([print, jobPiece(job)], [standing(forMs, job, others)]);
  const enoughMs = enough('jobDoesNotMove');

  test('is stuck from its threshold on, since when it was seen to stand', () => {
    expect(judge(enoughMs)).toEqual({ level: 'stuck', rule: 'job-does-not-move', since, sinceMs: 5_000 });
    expect(judge(enoughMs - 1)).toMatchObject({ level: 'in-use', rule: 'job-in-progress' });
  });

  test('goes by the threshold that a person set', () => {
    const thresholds = { ...defaultThresholds, jobDoesNotMove: 10 };
    expect(suspicion([print, jobPiece()], [standing(enoughMs)], thresholds).level).toBe('in-use');
    expect(suspicion([print, jobPiece()], [standing(2 * enoughMs)], thresholds).level).toBe('stuck');
  });

  test.each<readonly [string, Of<'job'>['job']['states']]>([
    ['paper out', ['printing', 'paper-out']],
    ['an error', ['printing', 'error']],
    ['offline', ['printing', 'offline']],
    ['a person is wanted', ['printing', 'user-intervention']],
    ['paused', ['printing', 'paused']],
    ['its driver cannot print it', ['printing', 'blocked']],
  ])('%s: it stands for a reason, and is in use', (_name, states) => {
    expect(judge(10 * enoughMs, { ...printing, states })).toMatchObject({ rule: 'job-in-progress' });
  });

  test.each(['spooling', 'rendering-locally', 'printed', 'complete', 'retained', 'deleted'] as const)(
    'what may explain it is not seen, only that it is %s as well: it is suspect',
    (state) => {
      expect(judge(enoughMs, { ...printing, states: ['printing', state] })).toMatchObject({
        ...{ level: 'suspect', rule: 'job-does-not-move' },
      });
    },
  );

  test.each(['paused', 'offline', 'error'] as const)('its queue is %s: it is in use', (flag) => {
    expect(judge(10 * enoughMs, printing, { queue: { ...freeQueue, [flag]: true } }).level).toBe('in-use');
  });

  test('whose progress nobody counts is suspect at most', () => {
    const job = { ...printing, pagesDone: 0, bytesDone: null };
    expect(judge(10 * enoughMs, job).level).toBe('suspect');
  });

  test('of a pool may print elsewhere, and is suspect at most', () => {
    const pool = { name: 'LJ', ports: ['DOT4_001', 'DOT4_002'], driver: 'LJ', offline: false, jobs: 1 };
    const queue: Evidence = { kind: 'queue', source: 'spooler', ...stamp, queue: pool };
    expect(suspicion([print, jobPiece()], [queue, standing(enoughMs)]).level).toBe('suspect');
  });

  test('while another job of the printer moves, nothing is said', () => {
    const other = { ...printing, id: 12 };
    const ofDevice = [standing(enoughMs), standing(1_000, other)];
    expect(suspicion([print, jobPiece(), jobPiece(other)], ofDevice).level).toBe('in-use');
  });

  test('by its own account alone is suspect: for how long it printed, and nothing came of it', () => {
    const job = { ...printing, pagesDone: 0, bytesDone: 0, printingMs: enoughMs };
    const first = { asFirstSeen: true };
    expect(judge(0, job, first)).toEqual({
      ...{ level: 'suspect', rule: 'job-does-not-move' },
      ...{ since: 9 - enoughMs, sinceMs: 5_000 - enoughMs },
    });
    expect(judge(enoughMs - 1, job, first).level).toBe('suspect');
    expect(judge(enoughMs, job, first).level).toBe('stuck');
    expect(judge(0, { ...job, printingMs: enoughMs - 1 }, first).level).toBe('in-use');
    // it was held up meanwhile, and has its time anew
    expect(judge(0, job, { asFirstSeen: false }).level).toBe('in-use');
    expect(judge(0, { ...job, bytesDone: 1 }, first).level).toBe('in-use');
  });
});

describe('job-being-deleted-stays', () => {
  const enoughMs = enough('deletingStays');
  const deleting = { ...printing, states: ['printing', 'deleting'] as ('printing' | 'deleting')[] };

  test('with the channel it is stuck from its threshold on', () => {
    expect(suspicion([print, jobPiece(deleting)], [standing(enoughMs, deleting)])).toMatchObject({
      ...{ level: 'stuck', rule: 'job-being-deleted-stays', sinceMs: 5_000 },
    });
    expect(suspicion([print, jobPiece(deleting)], [standing(enoughMs - 1, deleting)]).level).toBe('in-use');
  });

  test('without it, it is suspect, where the socket exists for sure', () => {
    const waiting = { ...deleting, inProgress: false, states: ['deleting' as const] };
    const ofDevice = [standing(enoughMs, waiting)];
    expect(suspicion([exists(), print, jobPiece(waiting)], ofDevice)).toMatchObject({
      ...{ level: 'suspect', rule: 'job-being-deleted-stays' },
    });
    expect(suspicion([print, jobPiece(waiting)], ofDevice).level).toBe('none');
    expect(suspicion([exists(), print, jobPiece(waiting)], [standing(0, waiting)]).level).toBe('none');
  });

  test.each<readonly [state: JobState, level: string]>([
    ['paper-out', 'in-use'],
    ['offline', 'in-use'],
    // these go with the job
    ['error', 'stuck'],
    ['printed', 'stuck'],
  ])('that it is %s as well: %s', (state, level) => {
    const job = { ...deleting, states: ['printing' as const, 'deleting' as const, state] };
    expect(suspicion([print, jobPiece(job)], [standing(enoughMs, job)]).level).toBe(level);
  });
});

test.each(['error', 'offline', 'paper-out', 'user-intervention', 'blocked'] as const)(
  'job-waits: %s is for a person, and no sign that the channel is stuck',
  (state) => {
    const job = { ...printing, inProgress: false, states: [state] };
    expect(suspicion([exists(), print, jobPiece(job)], []).level).toBe('none');
    const waiting = { ...job, states: [] };
    expect(suspicion([exists(), print, jobPiece(waiting)], []).rule).toBe('job-waits');
  },
);

describe('a holder', () => {
  const running = (name = 'ScanToPC.exe', pid = 7): Evidence => ({
    ...{ kind: 'process', source: 'processes', ...stamp },
    process: { name, pid, startedAt: '1', endedAt: null },
  });
  const use = (idleMs: number, hungMs: number | null, { name = 'ScanToPC.exe', pid = 7 } = {}): Evidence => ({
    ...{ kind: 'process-use', source: 'processes', ...stamp, name, pid, startedAt: '1' },
    ...{ processorMs: 1, operations: 1, window: hungMs === null ? 'responds' : 'hangs' },
    ...{ idle: still(idleMs), hung: hungMs === null ? null : still(hungMs, 8_000) },
  });
  const scan = named('HP-SCAN');
  const judge = (ofDevice: Evidence[], own: Evidence[] = [exists(8_000), scan]) => suspicion(own, ofDevice);
  const hangs = enough('holderHangs');
  const idle = enough('holderIdle');
  const long = enough('channelIdle');

  test('hangs: its window does not respond and it does nothing, both for long enough', () => {
    expect(judge([running(), use(hangs, hangs)])).toEqual({
      ...{ level: 'stuck', rule: 'holder-hangs', since, sinceMs: 8_000 },
    });
    expect(judge([running(), use(hangs - 1, hangs)])).toMatchObject({
      ...{ level: 'suspect', rule: 'holder-does-not-respond' },
    });
    expect(judge([running(), use(hangs, hangs - 1)]).level).toBe('none');
  });

  test('that does nothing is suspect at most, whatever its window', () => {
    expect(judge([running(), use(idle, null)])).toMatchObject({ level: 'suspect', rule: 'holder-idle' });
    expect(judge([running(), use(idle - 1, null)]).level).toBe('none');
  });

  test('that is a service, or a status monitor, waits by nature', () => {
    const service: Evidence = {
      ...{ kind: 'service', source: 'windows-service', ...stamp },
      service: { name: 'stisvc', state: 'running', pid: 7 },
    };
    expect(judge([running(), use(100 * idle, null), service]).level).toBe('none');
    const monitor = { name: 'hpqtra08.exe', pid: 7 };
    expect(judge([running('hpqtra08.exe'), use(idle, null, monitor)]).level).toBe('none');
  });

  test('that may have let go since the socket was seen is not accused', () => {
    const seenBefore = [exists(4_999), scan];
    expect(judge([running(), use(100 * hangs, 100 * hangs)], seenBefore).level).toBe('none');
  });

  test('of several nobody is accused; the channel is suspect once none has done anything for long', () => {
    const other = { name: 'hpqtra08.exe', pid: 8 };
    const both = (otherMs: number) => [
      ...[running(), running(other.name, other.pid)],
      ...[use(long, null), use(otherMs, null, other)],
    ];
    expect(judge(both(long))).toMatchObject({ level: 'suspect', rule: 'channel-idle-long' });
    expect(judge(both(long - 1)).level).toBe('none');
  });

  describe('of several', () => {
    const other = { name: 'hpqtra08.exe', pid: 8 };
    const works = [running(other.name, other.pid), use(0, null, other)];
    const endedAt = (seq: number): Evidence => ({
      ...{ kind: 'process', source: 'processes', at: 9, seq, ms: 9 },
      process: { name: 'ScanToPC.exe', pid: 7, startedAt: '1', endedAt: 77 },
    });
    const seen = (seq: number): Evidence[] => [{ ...exists(8_000), seq }, scan];

    test('one that hangs is suspect at most, and not before its threshold', () => {
      const one = { level: 'suspect', rule: 'one-of-holders-hangs' };
      expect(judge([running(), use(hangs, hangs), ...works])).toMatchObject(one);
      expect(judge([running(), use(hangs - 1, hangs), ...works]).level).toBe('none');
      expect(judge([running(), use(hangs, null), ...works]).level).toBe('none');
    });

    test('one that ended is suspect at most, and only where the socket was seen after that', () => {
      const one = { level: 'suspect', rule: 'one-of-holders-ended', since: 77 };
      expect(judge([endedAt(9), ...works], seen(10))).toMatchObject(one);
      expect(judge([endedAt(9), ...works], seen(9)).level).toBe('none');
      const scans = [running('NAPS2.exe', 9), use(0, null, { name: 'NAPS2.exe', pid: 9 })];
      expect(judge([endedAt(9), ...works, ...scans], seen(10)).level).toBe('none');
    });

    test.each(['HP-MESSAGE', 'PRINT'])('says nothing of %s, which others keep open by nature', (service) => {
      const own: Evidence[] = [{ ...exists(8_000), seq: 10 }, named(service)];
      expect(judge([endedAt(9), ...works], own).level).toBe('none');
      expect(judge([running(), use(hangs, hangs), ...works], own).level).toBe('none');
    });
  });

  test('waits all day on HP-MESSAGE for the printer to say something', () => {
    const monitor = { name: 'hpqtra08.exe', pid: 7 };
    const message = [exists(8_000), named('HP-MESSAGE')];
    expect(judge([running('hpqtra08.exe'), use(100 * long, null, monitor)], message).level).toBe('none');
  });

  test.each(['hpqtra08.exe', 'HPStatusAlerts.exe', 'StatusMonitor.exe', 'HPTLBXFX.exe', 'PrinterTray.exe'])(
    '%s ordinarily idles',
    (name) => expect(ordinarilyIdle(name)).toBe(true),
  );
  test.each(['ScanToPC.exe', 'NAPS2.exe', 'hpqscnvw.exe', 'wiaacmgr.exe'])('%s does not', (name) =>
    expect(ordinarilyIdle(name)).toBe(false),
  );
});

test('no-holder-seen: a socket that was last seen before the last holder let go may be gone with it', () => {
  const own = (seq: number): Evidence[] => [{ ...exists(), seq }, named('HP-SCAN')];
  const counted = (letGoSeq?: number): Evidence => ({
    ...{ kind: 'holders-counted', source: 'processes', at: 9, seq: 20, holders: 0 },
    ...(letGoSeq === undefined ? {} : { letGoSeq }),
  });
  expect(suspicion(own(9), [counted()]).rule).toBe('no-holder-seen');
  expect(suspicion(own(9), [counted(10)]).level).toBe('none');
  expect(suspicion(own(11), [counted(10)]).rule).toBe('no-holder-seen');
});

describe('every rule', () => {
  test('stands in the table once, and its name has a sentence and what would disprove it', () => {
    expect(suspicionRules.map(({ name }) => name)).toEqual(suspicionRuleNames);
    for (const rule of suspicionRuleNames) {
      expect(suspicionWords({ level: 'stuck', rule, since: 1 })).toMatch(/^Stuck: [a-z][^.]*\.$/);
      expect(ruleWords[rule].disproof).toMatch(/^[A-Z].*\.$/);
    }
    for (const finding of findingNames) expect(findingDisproofs[finding]).toMatch(/^[A-Z].*\.$/);
  });

  test('that has a threshold never holds before it, whatever is seen', () => {
    const ms = fc.integer({ min: 0, max: 2 * enough('channelIdle') });
    const withThreshold = new Map<SuspicionRuleName, ThresholdName>(
      suspicionRules.flatMap(({ name, threshold }) => (threshold === null ? [] : [[name, threshold]])),
    );
    fc.assert(
      fc.property(ms, fc.constantFrom<SuspicionRuleName>(...withThreshold.keys()), (forMs, rule) => {
        const ofDevice: Evidence[] = [
          standing(forMs),
          {
            ...{ kind: 'process', source: 'processes', ...stamp },
            process: { name: 'ScanToPC.exe', pid: 7, startedAt: '1', endedAt: null },
          },
          {
            ...{ kind: 'process-use', source: 'processes', ...stamp, name: 'ScanToPC.exe', pid: 7 },
            ...{ startedAt: '1', processorMs: 1, operations: 1, window: 'hangs' },
            ...{ idle: still(forMs), hung: still(forMs) },
          },
        ];
        const found = [
          suspicion([exists(8_000), named('HP-SCAN')], ofDevice),
          suspicion([print, jobPiece()], ofDevice),
        ];
        if (forMs < enough(withThreshold.get(rule) ?? 'channelIdle'))
          expect(found.map((one) => one.rule)).not.toContain(rule);
      }),
    );
  });
});
