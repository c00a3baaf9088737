import { expect, test } from 'vitest';
import type { Done } from '../remedy/action.ts';
import { remedyOutcomeWords } from './remedy-outcomes.ts';

const doneLeaving = (...leftStopped: string[]): Done => ({
  dependents: [],
  stillStarting: [],
  running: [],
  leftStopped,
});

test('a step whose effect could not be seen is not said to have worked', () => {
  const outcome = {
    kind: 'unverified',
    done: doneLeaving(),
    because: 'effect-unseen',
  } as const;
  const { sentence } = remedyOutcomeWords(outcome, 'cancel-job', 'print job 7', 'PRINT, host socket 2');
  expect(sentence).toMatch(/: Windows accepted it\. Whether it took effect could not be seen\.$/);
  expect(sentence).not.toContain('left its queue');
});

test('a service that is left stopped is not said to run again', () => {
  const outcome = {
    kind: 'did-not-last',
    done: doneLeaving('Fax'),
    because: 'service-stopped',
    next: null,
  } as const;
  const { sentence } = remedyOutcomeWords(outcome, 'restart-service', 'Fax', 'HP-FAX-SEND, host socket 5');
  expect(sentence).toContain('A service that should run is stopped. NOT RUNNING NOW: Fax.');
  expect(sentence).not.toContain('runs again');
});
