import { strict as assert } from 'node:assert';
import { ntStatus, type NtStatusName } from '#app/dot4/ntstatus.ts';
import type { RequestName } from '#app/dot4/requests.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import type { Stage } from './stage.ts';

type Answer = Promise<Result<unknown, Fault>>;

export const expectRefused = async (
  stage: Stage,
  answer: Answer,
  request: RequestName,
  status: NtStatusName,
): Promise<void> => {
  assert.deepEqual(await stage.fault(answer), { kind: 'refused', request, ntstatus: ntStatus(status) });
};

export const expectCancelled = async (stage: Stage, answer: Answer, request: RequestName): Promise<void> => {
  assert.deepEqual(await stage.fault(answer), { kind: 'cancelled', request });
};

export const expectDeadline = async (
  stage: Stage,
  answer: Answer,
  expected: { readonly request: RequestName; readonly deadlineMs: number; readonly withdrawn: boolean },
): Promise<void> => {
  assert.deepEqual(await stage.fault(answer), { kind: 'deadline', ...expected });
};

/** An argument that does not fit its field: the call rejects, and the device is not asked. */
export const expectRangeError = async (stage: Stage, call: () => Answer): Promise<void> => {
  // Whether it is thrown or rejected makes no difference to whoever awaits it.
  await assert.rejects(stage.answer((async () => call())()), RangeError);
};
