import { targetOf } from '#app/remedy/action.ts';
import type { Action } from '#app/remedy/action.ts';
import { effectSeen } from '#app/remedy/effect.ts';
import type { RemedyOutcome } from '#app/remedy/outcome.ts';
import type { Beginning } from '#app/remedy/there-again.ts';
import type { RemedyRequest } from '#app/operations/operation.ts';
import type { Fault } from '#app/faults/fault.ts';
import { deadlines } from '../../deadlines.ts';
import type { OperationParts, Run } from '../operation.ts';
import { waitUntil } from './wait-until.ts';
import { nextRung, whetherItHelped } from './whether-it-helped.ts';

/** Waits until what was done can be seen. Null: it was, or nobody can look. */
const awaitEffect = async (
  parts: OperationParts,
  deviceId: string,
  action: Action,
  signal: AbortSignal,
): Promise<Fault | null> => {
  const { session, devices, clock } = parts;
  const waitedMs = deadlines.effect[action.kind];
  const isSo = async (): Promise<boolean> => {
    await (action.kind === 'restart-device' ? devices.refresh() : devices.lookNow(deviceId));
    return effectSeen(session.state, deviceId, action) !== false;
  };
  switch (await waitUntil(clock, isSo, waitedMs, signal)) {
    case 'so':
      return null;
    case 'cancelled':
      return { kind: 'step-cancelled', step: action.kind };
    case 'late':
      return action.kind === 'restart-device'
        ? { kind: 'device-stays-away', deviceId, waitedMs }
        : { kind: 'target-stays', step: action.kind, target: targetOf(action), waitedMs };
  }
};

const failed = (fault: Fault): RemedyOutcome => ({ kind: 'failed', fault });

/** Does what was prepared, and looks what came of it: first of the thing itself, then of the channel. */
export const carryOut = async (
  parts: OperationParts,
  request: RemedyRequest,
  action: Action,
  beginning: Beginning,
  { signal, change }: Run,
): Promise<RemedyOutcome> => {
  const { driver, session, devices } = parts;
  const { deviceId } = request;
  const isStopped = (): boolean => signal.aborted;
  if (isStopped()) return failed({ kind: 'step-cancelled', step: action.kind });
  change({ stage: 'acting' });
  const acted = await driver.act(deviceId, action, { deadlineMs: deadlines.act[action.kind] });
  if (!acted.ok) {
    if (!isStopped()) await devices.refresh();
    return failed(acted.fault);
  }
  change({ stage: 'checking' });
  const unseen = await awaitEffect(parts, deviceId, action, signal);
  const { leftStopped } = acted.value;
  // what was left stopped must be named, whatever else could not be seen
  if (unseen !== null && leftStopped.length > 0)
    return {
      kind: 'did-not-last',
      done: acted.value,
      because: 'service-stopped',
      next: nextRung(parts, request),
    };
  if (unseen !== null) return failed(unseen);
  return effectSeen(session.state, deviceId, action) === null
    ? { kind: 'unverified', done: acted.value, because: 'effect-unseen' }
    : whetherItHelped(parts, request, acted.value, beginning);
};
