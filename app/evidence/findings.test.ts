import { expect, test } from 'vitest';
import type { Evidence, Queue } from './evidence.ts';
import { findingsOf } from './findings.ts';
import type { Finding } from './findings.ts';
import type { JobState } from './job.ts';

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
const still = (movedMs: number | null): Evidence => ({
  ...{ kind: 'job-still', source: 'spooler', at: 5, job: job('printing').job, asFirstSeen: false, movedMs },
  ...{ queue: { paused: false, offline: false, error: false, busy: false } },
  still: { since: 1, sinceMs: 20, seenMs: 20, forMs: 0 },
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
  expect(findingsOf({ evidence: [tried('none')], scan: { kind: 'never' } }, [])).toEqual([]);
});
