import { expect, test } from 'vitest';
import type { Evidence, Queue } from './evidence.ts';
import { findingsOf } from './findings.ts';
import type { Finding } from './findings.ts';
import type { JobState } from './job.ts';
import { defaultThresholds, thresholdMs } from './thresholds.ts';
import { followed } from './watched.ts';

type Of<K extends Evidence['kind']> = Extract<Evidence, { kind: K }>;

const ready: Queue = { name: 'LJ', ports: ['DOT4_001'], driver: 'LJ', offline: false, jobs: 1 };
const queue = (change: Partial<Queue> = {}): Evidence => ({
  ...{ kind: 'queue', source: 'spooler', at: 5, queue: { ...ready, ...change } },
});
const job = (...states: JobState[]): Of<'job'> => ({
  ...{ kind: 'job', source: 'spooler', at: 5 },
  job: {
    ...{ kind: 'print', id: 11, queue: 'LJ', document: 'A', user: 'ann', pagesDone: 1, pagesTotal: 9 },
    ...{ inProgress: states.includes('printing'), states },
  },
});
const scanned = {
  kind: 'done' as const,
  at: 1,
  report: { found: 1, unclear: 0, caughtChannels: 0, stillOpenChannels: 0 },
};
const found = (ofDevice: Evidence[], ...ofChannels: Evidence[][]): readonly Finding[] =>
  findingsOf(
    { evidence: ofDevice, scan: scanned },
    ofChannels.map((evidence) => ({ evidence })),
    defaultThresholds,
  );
const kinds = (...evidence: Evidence[]) => found(evidence).map(({ kind }) => kind);

test('nothing is said of a printer that prints', () => {
  expect(found([queue()], [job('printing')])).toEqual([]);
});

test('what a job or a queue says of the printer is named', () => {
  const wanted = (on: string) => [{ kind: 'printer-wants-a-person', on: { kind: on } }];
  expect(found([queue(), job('printing', 'paper-out')])).toMatchObject(wanted('job'));
  expect(found([queue({ error: true })])).toMatchObject(wanted('queue'));
  expect(kinds(queue({ paused: true }))).toEqual(['queue-paused']);
  expect(kinds(queue({ offline: true }))).toEqual(['printer-offline']);
  expect(kinds(job('blocked'))).toEqual(['job-held']);
});

test('of several states the printer comes first', () => {
  expect(kinds(job('offline', 'paper-out'))).toEqual(['printer-wants-a-person']);
  expect(kinds(job('paused', 'offline'))).toEqual(['printer-offline']);
});

test('a job that is over, or is being deleted, says nothing of the printer', () => {
  expect(found([job('printed', 'error'), job('deleting', 'error')])).toEqual([]);
});

test('of each queue only the job whose turn it is counts', () => {
  const behind = { ...job('paused'), job: { ...job('paused').job, id: 12 } };
  expect(kinds(job('printing'), behind)).toEqual([]);
  expect(kinds(behind)).toEqual(['job-held']);
});

const tried = (answer: 'came' | 'none', ms = 10): Evidence => ({
  ...{ kind: 'printer-tried', source: 'made-by-us', at: 5, ms, service: 'ECHO', answer },
});
const still = (movedMs: number | null, forMs = 0, of = job('printing')): Of<'job-still'> => ({
  ...{ kind: 'job-still', source: 'spooler', at: 5, job: of.job, asFirstSeen: false, movedMs },
  ...{ queue: { paused: false, offline: false, error: false, busy: false } },
  still: { since: 1, sinceMs: 20, seenMs: 20 + forMs, forMs },
});

const staysMs = thresholdMs(defaultThresholds, 'deletingStays');

test.each<JobState[]>([
  ['deleting'],
  ['deleting', 'error'],
  ['deleting', 'blocked'],
  ['printing', 'deleting'],
])(
  'a job that is %j and stays is named from its threshold on, whether or not it has a channel',
  (...states) => {
    const of = job(...states);
    expect(kinds(of, still(null, staysMs, of))).toEqual(['job-being-deleted']);
    expect(kinds(of, still(null, staysMs - 1, of))).toEqual([]);
  },
);

test('what keeps it from being deleted comes first: paper, or its queue', () => {
  const of = job('printing', 'deleting', 'paper-out');
  expect(kinds(of, still(null, staysMs, of))).toEqual(['printer-wants-a-person']);
  const stands = still(null, staysMs, job('deleting'));
  const paused = { ...stands, queue: { ...stands.queue, paused: true } };
  expect(kinds(queue({ paused: true }), job('deleting'), paused)).toEqual(['queue-paused']);
});

const beginsMs = thresholdMs(defaultThresholds, 'jobDoesNotMove');

test.each<JobState[]>([[], ['spooling'], ['rendering-locally'], ['restart']])(
  'a job whose turn it is (%j) is named once it has not begun for long enough',
  (...states) => {
    const of = job(...states);
    expect(kinds(of, still(null, beginsMs, of))).toEqual(['job-does-not-begin']);
    expect(kinds(of, still(null, beginsMs - 1, of))).toEqual([]);
  },
);

test('its time begins with its turn: not while another prints, or is before it', () => {
  const sent = (id: number, queue: string, ...states: JobState[]): Of<'job'> => {
    const of = job(...states);
    return { ...of, job: { ...of.job, id, queue, submittedAt: `2026-01-01T00:00:0${id}.000Z` } };
  };
  const waiting = sent(2, 'B');
  const seenAt = (ms: number, before: readonly Evidence[], ...jobs: Of<'job'>[]): readonly Evidence[] => [
    ...jobs,
    ...followed(
      jobs.map((evidence) => ({ hostSocket: null, evidence })),
      [],
      before,
      { seq: ms, ms },
    ),
  ];
  for (const ahead of [sent(1, 'A', 'printing'), sent(1, 'B', 'error'), sent(1, 'B', 'deleting')]) {
    let seen: readonly Evidence[] = [];
    for (let ms = 0; ms <= 2 * beginsMs; ms += 30_000) seen = seenAt(ms, seen, ahead, waiting);
    expect(kinds(...seen)).not.toContain('job-does-not-begin');
    for (let ms = 2 * beginsMs + 500; ms <= 3 * beginsMs; ms += 30_000) seen = seenAt(ms, seen, waiting);
    expect(kinds(...seen)).toEqual([]);
    for (let ms = 3 * beginsMs; ms <= 4 * beginsMs; ms += 30_000) seen = seenAt(ms, seen, waiting);
    expect(kinds(...seen)).toEqual(['job-does-not-begin']);
  }
  let seen: readonly Evidence[] = [];
  const written = sent(2, 'B', 'spooling');
  for (let ms = 0; ms <= beginsMs; ms += 30_000)
    seen = seenAt(ms, seen, sent(1, 'A', 'printing'), sent(3, 'B', 'paused'), written);
  expect(kinds(...seen)).toContain('job-does-not-begin');
});

test('where something else is named it is not', () => {
  const of = job('spooling');
  const waits = still(null, beginsMs, of);
  const paused = { ...waits, queue: { ...waits.queue, paused: true } };
  expect(kinds(queue({ paused: true }), of, paused)).toEqual(['queue-paused']);
  const stopped: Evidence = {
    ...{ kind: 'service', source: 'windows-service', at: 5 },
    service: { name: 'Spooler', state: 'stopped', pid: null },
  };
  expect(kinds(of, waits, stopped)).toEqual(['spooler-stopped']);
});

test('a spooler that is stopped is named, a service that runs or another is not', () => {
  const service = (name: string, state: 'running' | 'stopped'): Evidence => ({
    ...{ kind: 'service', source: 'windows-service', at: 5 },
    service: { name, state, pid: state === 'running' ? 12 : null },
  });
  expect(kinds(service('Spooler', 'stopped'), service('stisvc', 'stopped'))).toEqual(['spooler-stopped']);
  expect(kinds(service('Spooler', 'running'))).toEqual([]);
});

test('that the printer does not answer holds until it does, or a job moves after that', () => {
  const silent = ['printer-does-not-answer'];
  expect(kinds(tried('none'))).toEqual(silent);
  expect(kinds(tried('came'))).toEqual([]);
  expect(kinds(tried('none'), still(null))).toEqual(silent);
  expect(kinds(tried('none'), still(9))).toEqual(silent);
  expect(kinds(tried('none'), still(11))).toEqual([]);
});

test('nor is it said where the driver may be what is silent', () => {
  expect(findingsOf({ evidence: [tried('none')], scan: { kind: 'never' } }, [], defaultThresholds)).toEqual(
    [],
  );
});
