import type { Fault } from '#app/faults/fault.ts';
import { isSameAction, targetOf } from '#app/remedy/action.ts';
import { remedyPlan } from '#app/remedy/plan.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import type { RemedyRequest } from '#app/remedy/run.ts';
import { findStep, whyNotRun } from '#app/remedy/runnable.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { liveChannel } from '#app/session/channels.ts';
import type { ChannelState } from '#app/session/state.ts';
import { presentDevice } from '../../session/device-service.ts';
import type { Session } from '../../session/session-service.ts';
import { lookAtSocket } from './look-at-socket.ts';
import { observe } from './remedy-parts.ts';
import type { RemedyParts } from './remedy-parts.ts';
import { remedyRecordsOf } from './remedy-records.ts';

/** A step that may be run now, and the records of it; its intent is on disk. */
export interface Prepared {
  readonly step: RemedyStep;
  readonly records: ReturnType<typeof remedyRecordsOf>;
}

/** The channel that was chosen, if it is still that one; null: it is gone. */
const chosenChannel = (
  { state }: Session,
  { deviceId, hostSocket, generation }: RemedyRequest,
): Result<ChannelState | null, Fault> => {
  const live = liveChannel(state, deviceId, hostSocket);
  if (live?.generation === generation) {
    const { value, confidence } = live.facts.exists;
    return ok(value === false && confidence === 'confirmed' ? null : live);
  }
  const last = state.devices[deviceId]?.generations[hostSocket] ?? 0;
  if (generation > last) return fail({ kind: 'unknown-channel', deviceId, hostSocket });
  return live === null ? ok(null) : fail({ kind: 'generation-moved', deviceId, hostSocket });
};

/** The step as the plan has it now, if that is still what was confirmed; null: the channel is gone. */
export const plannedStep = (
  session: Session,
  request: RemedyRequest,
): Result<{ readonly step: RemedyStep; readonly channel: ChannelState } | null, Fault> => {
  const { step: kind, deviceId, action } = request;
  const chosen = chosenChannel(session, request);
  if (!chosen.ok) return chosen;
  const channel = chosen.value;
  if (channel === null) return ok(null);
  const device = presentDevice(session, deviceId);
  if (!device.ok) return device;
  const plan = remedyPlan(channel, device.value, session.state.environment);
  const found = findStep(plan, kind, device.value);
  if (!found.ok) return fail({ kind: 'step-not-offered', step: kind, because: found.fault });
  const step = found.value;
  if (!isSameAction(step.action, action)) {
    const target = action === null ? step.target : targetOf(action);
    return fail({ kind: 'target-changed', step: kind, target });
  }
  const because = whyNotRun(step);
  return because === null ? ok({ step, channel }) : fail({ kind: 'step-not-offered', step: kind, because });
};

/** Looks, asks the plan, and writes the intent: without it nothing is done. Null: the channel is gone. */
export const prepareStep = async (
  parts: RemedyParts,
  request: RemedyRequest,
  signal: AbortSignal,
): Promise<Result<Prepared | null, Fault>> => {
  const { driver, session, audit, operator, clock } = parts;
  const { deviceId, hostSocket } = request;
  const observed = await observe(parts, deviceId);
  if (!observed.ok) return observed;
  // Whoever holds the device for itself keeps us from asking; that must not keep it from being ended.
  await lookAtSocket(parts, deviceId, hostSocket);
  if (signal.aborted) return fail({ kind: 'step-cancelled', step: request.step });
  const planned = plannedStep(session, request);
  if (!planned.ok) return planned;
  if (planned.value === null) return ok(null);
  const device = presentDevice(session, deviceId);
  if (!device.ok) return device;
  const { step, channel } = planned.value;
  const simulated = driver.kind === 'simulator';
  const records = remedyRecordsOf(operator, device.value, channel, step, simulated, () => clock.now());
  const written = await audit.append(records.intent());
  return written.ok ? ok({ step, records }) : written;
};
