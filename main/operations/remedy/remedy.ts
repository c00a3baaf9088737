import { randomUUID } from 'node:crypto';
import type { Fault } from '#app/faults/fault.ts';
import { cameBack, otherGrounds, whatChanged } from '#app/operations/confirmed.ts';
import type { RemedyRequest } from '#app/operations/operation.ts';
import { whyNotOverJob } from '#app/policy/forbidden.ts';
import { isSameAction, targetOf } from '#app/remedy/action.ts';
import { cutOffBy, whyNotCutOff } from '#app/remedy/cut-off.ts';
import type { RemedyOutcome } from '#app/remedy/outcome.ts';
import { remedyPlan } from '#app/remedy/plan.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import { findStep, whyStepFails } from '#app/remedy/runnable.ts';
import { beginningOf } from '#app/remedy/there-again.ts';
import type { Beginning } from '#app/remedy/there-again.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { liveChannel, whyNotThisRow } from '#app/session/channels.ts';
import type { ChannelState } from '#app/session/state.ts';
import type { Outcome } from '#app/teardown/outcome.ts';
import { presentDevice } from '../../session/device-service.ts';
import { CloseSockets } from '../close.ts';
import { askSocket } from '../look-at-channel.ts';
import type { Begun, OperationParts, Particulars, RecordBody, Run } from '../operation.ts';
import { carryOut } from './carry-out.ts';
import { watchPowerCycle } from './power-cycle.ts';
import { ifItLasts, whetherItHelped } from './whether-it-helped.ts';

/** A step that may be run now; its intent is on disk. */
interface Prepared {
  readonly step: RemedyStep;
  readonly beginning: Beginning;
  readonly record: (outcome: RemedyOutcome) => Promise<RemedyOutcome>;
}

const failed = (fault: Fault): RemedyOutcome => ({ kind: 'failed', fault });

/** The channel that was chosen, if it is still that one; null: it is gone. */
const chosenChannel = (
  { session: { state } }: OperationParts,
  { deviceId, hostSocket, generation }: RemedyRequest,
): Result<ChannelState | null, Fault> => {
  const live = liveChannel(state, deviceId, hostSocket);
  if (live?.generation === generation) {
    const { value, confidence } = live.facts.exists;
    return ok(value === false && confidence === 'confirmed' ? null : live);
  }
  const fault = whyNotThisRow(state.devices[deviceId], { deviceId, hostSocket, generation });
  return live === null && fault.kind === 'generation-moved' ? ok(null) : fail(fault);
};

/** What of a step, as things are seen now, its yes does not cover; null: all of it. */
const whyNotCovered = (
  { session: { state } }: OperationParts,
  { deviceId, hostSocket, step, action, confirmed }: RemedyRequest,
  channel: ChannelState,
): Fault | null => {
  const device = state.devices[deviceId];
  if (device === undefined) return { kind: 'unknown-device', deviceId };
  // to cancel a job is to do nothing to any other, nor to a program
  const change =
    step === 'cancel-job'
      ? (cameBack(confirmed, device, channel) ?? otherGrounds(confirmed, channel.suspicion))
      : whatChanged(confirmed, channel, device);
  if (change !== null) return { kind: 'not-as-confirmed', deviceId, hostSocket, change };
  const cutOff = cutOffBy(step, action, channel, state);
  const { jobs, unseen } = cutOff;
  return (
    whyNotOverJob(state.environment.policy, jobs.length > 0 || unseen) ??
    whyNotCutOff(confirmed.cutOff, cutOff, channel, channel.facts.service.value)
  );
};

interface Planned {
  readonly step: RemedyStep;
  readonly channel: ChannelState;
  readonly beginning: Beginning;
}

/** The step as the plan has it now, if that is still what was confirmed; null: the channel is gone. */
const plannedStep = (parts: OperationParts, request: RemedyRequest): Result<Planned | null, Fault> => {
  const { step: kind, deviceId, action, confirmed } = request;
  const chosen = chosenChannel(parts, request);
  if (!chosen.ok) return chosen;
  const channel = chosen.value;
  if (channel === null) return ok(null);
  const device = presentDevice(parts.session, deviceId);
  if (!device.ok) return device;
  const plan = remedyPlan(channel, device.value, parts.session.state.environment);
  const found = findStep(plan, kind, device.value);
  if (!found.ok) return fail({ kind: 'step-not-offered', step: kind, because: found.fault });
  const step = found.value;
  if (!isSameAction(step.action, action)) {
    const target = action === null ? step.target : targetOf(action);
    return fail({ kind: 'target-changed', step: kind, target });
  }
  const fault = whyStepFails(step);
  if (fault !== null) return fail(fault);
  const beginning = beginningOf(channel, device.value, confirmed, parts.clock.monotonicMs());
  return ok({ step, channel, beginning });
};

/** Looks, compares with what was confirmed, and writes the intent: without it nothing is done. Null: the channel is gone. */
const prepare = async (
  parts: OperationParts,
  request: RemedyRequest,
  run: Run,
): Promise<Result<Prepared | null, Fault>> => {
  const { deviceId, hostSocket, confirmed } = request;
  // A program that has the device for itself keeps us from asking; that must not keep it from being ended. What begins
  // while a slow driver answers is seen by the look.
  await askSocket(parts, deviceId, hostSocket);
  const seen = await parts.devices.lookNow(deviceId);
  if (run.signal.aborted) return fail({ kind: 'step-cancelled', step: request.step });
  if (!seen.ok) return seen;
  const planned = plannedStep(parts, request);
  if (!planned.ok) return planned;
  if (planned.value === null) return ok(null);
  const { step, channel, beginning } = planned.value;
  const fault = whyNotCovered(parts, request, channel);
  if (fault !== null) return fail(fault);
  const of = {
    remedy: randomUUID(),
    hostSocket,
    generation: channel.generation,
    evidence: channel.evidence,
    step: step.kind,
    target: step.target,
    action: step.action,
    confirmed,
  };
  const endOf = (outcome: RemedyOutcome): RecordBody => ({ record: 'remedy-outcome', ...of, outcome });
  const begun = await run.begin({ record: 'remedy-intent', ...of }, (why) => endOf(failed(why)));
  return begun.ok ? ok({ step, beginning, record: (outcome) => record(begun.value, endOf, outcome) }) : begun;
};

const record = async (
  begun: Begun,
  endOf: (outcome: RemedyOutcome) => RecordBody,
  outcome: RemedyOutcome,
): Promise<RemedyOutcome> => {
  await begun.end(endOf(outcome));
  return outcome;
};

const outcomeOfClose = (outcome: Outcome): RemedyOutcome => {
  switch (outcome.kind) {
    case 'freed':
      return { kind: 'helped', done: null };
    case 'already-gone':
      return { kind: 'not-needed' };
    case 'unconfirmed':
      return { kind: 'unverified', done: null, because: outcome.because };
    case 'failed':
      return outcome;
  }
};

/** Runs one rung of the ladder for one channel: look, audit, act, look, and once more seconds later. */
export const remedying = (parts: OperationParts): Particulars<'remedy'> => {
  const act = async (request: RemedyRequest, run: Run): Promise<RemedyOutcome> => {
    const prepared = await prepare(parts, request, run);
    if (!prepared.ok) return failed(prepared.fault);
    if (prepared.value === null) return { kind: 'not-needed' };
    const { step, beginning, record: end } = prepared.value;
    if (step.action === null) throw new Error(`${request.step} has nothing to do`);
    const outcome = await carryOut(parts, request, step.action, beginning, run);
    return end(await ifItLasts(parts, request, outcome, beginning, run));
  };

  /** Others have their turns while a person walks to the printer. */
  const powerCycle = async (request: RemedyRequest, run: Run): Promise<RemedyOutcome> => {
    const prepared = await run.inTurn(() => prepare(parts, request, run));
    if (!prepared.ok) return failed(prepared.fault);
    if (prepared.value === null) return { kind: 'not-needed' };
    const { beginning, record: end } = prepared.value;
    const fault = await watchPowerCycle(parts, request.deviceId, run);
    if (fault !== null) return end(failed(fault));
    run.change({ stage: 'checking' });
    const judge = async () => {
      const outcome = await whetherItHelped(parts, request, null, beginning);
      return ifItLasts(parts, request, outcome, beginning, run);
    };
    return end(await run.inTurn(judge));
  };

  /** A close of its one socket, with its looks, guards and records. */
  const destroy = async (request: RemedyRequest, run: Run): Promise<RemedyOutcome> => {
    const { session, clock } = parts;
    const { deviceId, hostSocket, generation, confirmed } = request;
    const planned = plannedStep(parts, request);
    if (!planned.ok) return failed(planned.fault);
    if (planned.value === null) return { kind: 'not-needed' };
    const target = { hostSocket, generation, confirmed };
    const [closed] = await new CloseSockets(parts, run, deviceId, [target]).close();
    if (closed === undefined) throw new Error('a close without an outcome');
    const { beginning, channel } = planned.value;
    const { key } = channel;
    session.dispatch({ type: 'channel-closed', at: clock.now(), key, ...closed });
    return ifItLasts(parts, request, outcomeOfClose(closed.outcome), beginning, run);
  };

  const runStep = (request: RemedyRequest, run: Run): Promise<RemedyOutcome> => {
    switch (request.step) {
      case 'destroy-socket':
        return destroy(request, run);
      case 'power-cycle':
        return powerCycle(request, run);
      default:
        return act(request, run);
    }
  };

  return {
    turn: ({ step }) => (step === 'power-cycle' ? 'none' : 'keeps'),
    perform: async (request, run) => ({ kind: 'remedy', outcome: await runStep(request, run) }),
  };
};
