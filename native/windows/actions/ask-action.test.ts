import { expect, test } from 'vitest';
import type { Action } from '#app/remedy/action.ts';
import { fakeEvidence } from '../evidence/fake-evidence.ts';
import { askAction } from './ask-action.ts';

const action: Action = { kind: 'restart-service', name: 'Spooler', pid: 1876 };
const about = { step: 'restart-service', target: 'Spooler' };

const acting = () => {
  const { started, spawn } = fakeEvidence();
  const acted = askAction(spawn, action, 5_000, () => undefined);
  const [process] = started;
  if (process === undefined) throw new Error('no process was started');
  return { acted, process, started };
};

test.each([
  ['answers something else', { ok: true, value: 'done' }],
  ['names a fault that there is none of', { ok: false, fault: { kind: 'no-such-fault' } }],
])('how far an action came is not known when its process %s', async (_, value) => {
  const { acted, process, started } = acting();
  process.answer(0, { ok: true, value });
  expect(await acted).toEqual({ ok: false, fault: { kind: 'action-late', ...about, deadlineMs: 5_000 } });
  expect(process.killed).toBe(true);
  // it is not done a second time
  expect(started).toHaveLength(1);
});

test('an action ends with its process', async () => {
  const { acted, process, started } = acting();
  process.end();
  expect(await acted).toMatchObject({ ok: false, fault: { kind: 'action-late' } });
  expect(started).toHaveLength(1);
});
