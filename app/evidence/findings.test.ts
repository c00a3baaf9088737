import { expect, test } from 'vitest';
import { findingWords } from '../words/stuck.ts';
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
const found = (ofDevice: Evidence[], ...ofChannels: Evidence[][]): readonly Finding[] =>
  findingsOf(
    { evidence: ofDevice },
    ofChannels.map((evidence) => ({ evidence })),
  );
const said = (...evidence: Evidence[]): readonly string[] => found(evidence).map(findingWords);

test('nothing is said of a printer that prints', () => {
  expect(found([queue()], [job('printing')])).toEqual([]);
});

test('what a job or its queue says of the printer is named, once', () => {
  expect(said(queue(), job('printing', 'paper-out'))).toEqual([
    'The printer wants a person: paper out. It stops print job “A” of ann on LJ, page 1 of 9.',
  ]);
  expect(said(queue({ error: true }))).toEqual([
    'The printer wants a person: queue “LJ” reports a problem of the printer.',
  ]);
  expect(said(queue({ error: true }), job('printing', 'user-intervention'))).toHaveLength(1);
  expect(said(queue({ paused: true }))).toEqual([
    'Queue “LJ” is paused: nothing prints until a person resumes it.',
  ]);
  expect(said(queue({ offline: true }), job('offline'))).toEqual([
    'Queue “LJ” is offline: check cable and power of the printer. It stops print job “A” of ann on LJ, page 1 of 9.',
  ]);
});

test('a person at the printer comes before the cable, and the cable before a queue', () => {
  const all = [queue({ paused: true, offline: true, error: true })];
  expect(found(all).map(({ kind }) => kind)).toEqual([
    'printer-wants-a-person',
    'printer-offline',
    'queue-paused',
  ]);
  expect(found([], [job('offline', 'paper-out')])).toMatchObject([
    { kind: 'printer-wants-a-person', state: 'paper-out' },
  ]);
});

test('a job that is over says nothing of the printer', () => {
  expect(found([job('printed', 'error')])).toEqual([]);
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
  const silent = [{ kind: 'printer-does-not-answer', at: 5, service: 'ECHO' }];
  expect(found([tried('none')])).toEqual(silent);
  expect(found([tried('came')])).toEqual([]);
  expect(found([tried('none'), still(null)])).toEqual(silent);
  expect(found([tried('none'), still(9)])).toEqual(silent);
  expect(found([tried('none'), still(11)])).toEqual([]);
});
