import { expect, test } from 'vitest';
import type { Job } from '../evidence/job.ts';
import { suspicionRuleNames } from '../evidence/rule.ts';
import type { Cause } from '../verdict/verdict.ts';
import { causeDisproof, suspicionDisproof } from './disproof.ts';
import { findingDisproofs, ruleWords } from './stuck.ts';

const job = (states: Job['states']): Job => ({
  ...{ kind: 'print', id: 17, queue: 'Office', document: null, user: null },
  ...{ pagesDone: 0, pagesTotal: 1, inProgress: false, states },
});
const queue = {
  ...{ name: 'Office', ports: ['DOT4_001'], driver: 'HP', offline: false, jobs: 1 },
};

test.each(suspicionRuleNames)('%s: what is concluded of a channel can be disproved', (rule) => {
  const suspicion = { level: 'suspect', rule, since: 0 } as const;
  expect(causeDisproof({ kind: 'channel', suspicion, holder: null, job: null })).toBe(
    ruleWords[rule].disproof,
  );
});

test('of a channel that is merely in use, or of which nothing is said, there is nothing to disprove', () => {
  expect(suspicionDisproof({ level: 'in-use', rule: 'job-in-progress', since: 0 })).toBeNull();
  expect(suspicionDisproof({ level: 'none', rule: null, since: null })).toBeNull();
});

test.each([
  ['printer-does-not-answer', { kind: 'no-answer', service: 'HP-MESSAGE' }],
  ['spooler-stopped', { kind: 'service-stopped', service: 'Spooler' }],
  ['queue-paused', { kind: 'queue-stands', queue, because: 'paused' }],
  ['printer-offline', { kind: 'queue-stands', queue, because: 'offline' }],
  ['printer-wants-a-person', { kind: 'queue-stands', queue, because: 'error' }],
  ['printer-wants-a-person', { kind: 'job-wants-person', job: job(['paper-out']) }],
  ['printer-offline', { kind: 'job-wants-person', job: job(['offline']) }],
  ['job-held', { kind: 'job-wants-person', job: job(['paused']) }],
  ['job-being-deleted', { kind: 'job-wants-person', job: job(['deleting']) }],
  ['job-does-not-begin', { kind: 'job-wants-person', job: job(['spooling']) }],
] as const satisfies [keyof typeof findingDisproofs, Cause][])('%s, too', (finding, cause) => {
  expect(causeDisproof(cause)).toBe(findingDisproofs[finding]);
});

test.each([
  [{ kind: 'channels-taken', holder: null }, 'A new scan finds fewer than 128 sockets.'],
  [{ kind: 'device-gone' }, 'Windows lists the printer again.'],
  [{ kind: 'problem-code', code: 10 }, 'The Device Manager says that the printer works properly.'],
] as const satisfies [Cause, string][])('%j, too', (cause, disproof) => {
  expect(causeDisproof(cause)).toBe(disproof);
});
