import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jobAdvice, jobEvidenceWords, jobStateWords, otherJobsWords } from '../words/jobs.ts';
import type { Evidence } from './evidence.ts';
import { factsFrom } from './facts.ts';
import { isInProgress, jobPhase, jobStates, jobStatesOf, namesSameJob } from './job.ts';
import type { Job, JobState } from './job.ts';

const jobWith = (id: number, states: readonly JobState[], more: Partial<Job> = {}): Job => ({
  ...{ kind: 'print', id, queue: 'LJ', document: `Document ${id}`, user: 'ann' },
  ...{ pagesDone: 0, pagesTotal: 9, inProgress: isInProgress(states), states: [...states] },
  ...{ submittedAt: `2026-01-05T08:00:${String(id % 60).padStart(2, '0')}.000Z`, bytes: null },
  ...more,
});
const evidenceOf = (jobs: readonly Job[]): Evidence[] =>
  jobs.map((job) => ({ kind: 'job', source: 'spooler', at: 5, job }));

test('the bits of JOB_STATUS are told as names, also those that Windows adds later', () => {
  expect(jobStatesOf(0)).toEqual([]);
  expect(jobStatesOf(0x12)).toEqual(['error', 'printing']);
  expect(jobStatesOf(0x2080)).toEqual(['printed', 'retained']);
  expect(jobStatesOf(0x7fff)).toEqual(jobStates);
  expect(jobStatesOf(0x8000_0000)).toEqual([]);
});

test.each<readonly [states: readonly JobState[], phase: string]>([
  [[], 'waits'],
  [['restart'], 'waits'],
  [['printing'], 'in-progress'],
  [['printing', 'error'], 'in-progress'],
  [['printing', 'paused'], 'in-progress'],
  [['printing', 'deleting'], 'in-progress'],
  [['printing', 'complete'], 'in-progress'],
  [['error'], 'stands'],
  [['offline'], 'stands'],
  [['paper-out'], 'stands'],
  [['blocked'], 'stands'],
  [['user-intervention'], 'stands'],
  [['deleting', 'error'], 'leaves'],
  [['paused'], 'held'],
  [['spooling'], 'held'],
  [['rendering-locally'], 'held'],
  [['printed', 'retained'], 'over'],
  [['complete'], 'over'],
  [['deleted'], 'over'],
])('a job that is %j: %s', (states, phase) => {
  expect(jobPhase(jobWith(1, states))).toBe(phase);
});

test('a job of an older record, without states, waits or is in progress', () => {
  const older = { ...jobWith(1, []), states: undefined };
  expect(jobPhase(older)).toBe('waits');
  expect(jobPhase({ ...older, inProgress: true })).toBe('in-progress');
});

describe('of several jobs', () => {
  const states = fc.subarray([...jobStates], { maxLength: 3 });
  const manyJobs = fc
    .array(states, { minLength: 1, maxLength: 6 })
    .map((all) => all.map((one, index) => jobWith(index + 1, one)));

  test('one in progress speaks for the channel in whatever order they are listed, and the others are counted', () => {
    const listed = manyJobs.chain((jobs) =>
      fc.record({
        jobs: fc.constant(jobs),
        shuffled: fc.shuffledSubarray(jobs, { minLength: jobs.length }),
      }),
    );
    fc.assert(
      fc.property(listed, ({ jobs, shuffled }) => {
        const facts = factsFrom(evidenceOf(shuffled));
        const live = jobs.filter((job) => jobPhase(job) !== 'over');
        const busy = live.filter(({ inProgress }) => inProgress);
        expect(facts.job.value !== null).toBe(live.length > 0);
        if (busy.length > 0) expect(facts.job.value?.inProgress).toBe(true);
        expect(facts.exists.value).toBe(busy.length > 0 ? true : null);
        const { inProgress, waiting } = facts.otherJobs;
        expect(inProgress).toBe(Math.max(0, busy.length - 1));
        expect(inProgress + waiting).toBe(Math.max(0, live.length - 1));
        expect({ job: facts.job.value, others: facts.otherJobs }).toEqual({
          job: factsFrom(evidenceOf(jobs)).job.value,
          others: factsFrom(evidenceOf(jobs)).otherJobs,
        });
      }),
    );
  });

  test('one that stands comes before those that wait behind it, and those that are held come last', () => {
    const jobs = [jobWith(4, ['paused']), jobWith(3, []), jobWith(2, []), jobWith(9, ['error'])];
    expect(factsFrom(evidenceOf(jobs)).job.value?.id).toBe(9);
    expect(factsFrom(evidenceOf(jobs.slice(0, 3))).job.value?.id).toBe(2);
  });

  test('a job kept after printing uses no channel', () => {
    const facts = factsFrom(evidenceOf([jobWith(1, ['printed', 'retained'])]));
    expect(facts.job.value).toBeNull();
    expect(facts.exists.value).toBeNull();
  });
});

test.each<readonly [string, Partial<Job>, boolean]>([
  ['the same', {}, true],
  ['another number', { id: 8 }, false],
  ['another queue', { queue: 'Other' }, false],
  ['submitted later under the same number', { submittedAt: '2026-01-05T09:30:00.000Z' }, false],
  ['the time is not known', { submittedAt: null }, true],
])('%s', (_name, differs, isSame) => {
  const job = jobWith(7, []);
  expect(namesSameJob(job, { ...job, ...differs })).toBe(isSame);
});

describe('words', () => {
  test('each state has a name and says what it means for what to do', () => {
    for (const state of jobStates) {
      expect(jobStateWords[state]).not.toBe('');
      expect(jobAdvice(jobWith(1, [state]))).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('a job’s evidence names all its states and the advice of the one that decides', () => {
    const words = jobEvidenceWords(jobWith(1, ['error', 'printing']));
    expect(words).toContain('In progress (error, printing): print job “Document 1” of ann on LJ');
    expect(words).toContain('error: restart or delete it');
  });

  test.each([
    [0, 0, null],
    [0, 1, '1 more waits'],
    [0, 2, '2 more wait'],
    [1, 3, '1 more in progress, 3 more wait'],
  ] as const)('%d in progress and %d waiting beside it', (inProgress, waiting, words) => {
    expect(otherJobsWords({ inProgress, waiting })).toBe(words);
  });
});
