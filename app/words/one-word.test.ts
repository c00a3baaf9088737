import { expect, test } from 'vitest';
import type { RemedyStep } from '../remedy/plan.ts';
import { stepKinds } from '../remedy/step.ts';
import { jobAdvice } from './jobs.ts';
import { stepNames } from './remedy-faults.ts';
import { remedyOutcomeWords } from './remedy-outcomes.ts';
import { remedyConfirmationWords, stepButton } from './remedy-run.ts';

const nothing = { jobs: [], unseen: false };
const by = { kind: 'by-unjam' } as const;
const ofJob: RemedyStep = {
  ...{ kind: 'cancel-job', target: 'print job 11 “A” on LJ', availability: by },
  action: { kind: 'cancel-job', queue: 'LJ', jobId: 11, document: 'A', user: 'ann' },
};
const ofSocket: RemedyStep = {
  ...{ kind: 'destroy-socket', target: 'host socket 4', availability: by, action: null },
};

const allSaid = (step: RemedyStep): string => {
  const { title, confirm, about, question } = remedyConfirmationWords(step, 'PRINT', 'P2055d', nothing);
  const helped = remedyOutcomeWords(
    { kind: 'still-there', done: null, next: step.kind },
    step.kind,
    'it',
    'PRINT',
  );
  return [title, confirm, about, question, stepButton(step), stepNames[step.kind], helped.nextStep].join(
    ' | ',
  );
};

test('a job is deleted, in question, button, result and next step alike', () => {
  expect(allSaid(ofJob)).not.toMatch(/cancel/i);
  expect(allSaid(ofJob).match(/delete/gi)).toHaveLength(7);
});

test('a channel is closed, in question, button, result and next step alike', () => {
  expect(allSaid(ofSocket)).not.toMatch(/destroy/i);
  expect(allSaid(ofSocket).match(/close/gi)).toHaveLength(7);
});

test('no step is called by a word of the drivers', () => {
  for (const kind of stepKinds) expect(stepNames[kind]).not.toMatch(/socket|cancel/i);
});

test('of a job that is being deleted no channel is spoken of: it may have none', () => {
  const job = { kind: 'print', id: 7, queue: 'LJ', document: 'A', user: 'ann', inProgress: false } as const;
  const advice = jobAdvice({ ...job, pagesDone: null, pagesTotal: null, states: ['deleting'] });
  expect(advice).toBe('It is being deleted already.');
});
