import type { Fault } from '#app/faults/fault.ts';
import type { RemedyOutcome } from '#app/remedy/outcome.ts';
import type { RemedyRequest } from '#app/remedy/run.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { liveChannel } from '#app/session/channels.ts';
import type { ChannelState } from '#app/session/state.ts';
import type { Outcome } from '#app/teardown/outcome.ts';
import { presentDevice } from '../../session/device-service.ts';
import { carryOut } from './carry-out.ts';
import { lookAtSocket } from './look-at-socket.ts';
import { watchPowerCycle } from './power-cycle.ts';
import { plannedStep, prepareStep } from './prepare-step.ts';
import type { Prepared } from './prepare-step.ts';
import { failed, observe } from './remedy-parts.ts';
import type { RemedyParts } from './remedy-parts.ts';
import { tellProgress } from './tell-progress.ts';
import type { Progress } from './tell-progress.ts';
import { whetherItHelped } from './whether-it-helped.ts';

export interface RemedyService {
  /** Looks at one socket and what is around it, so that its ladder can be told: for whoever has no row of it. */
  look(deviceId: string, hostSocket: number): Promise<Result<ChannelState, Fault>>;
  /** Runs one step: look, audit, act, look, audit. Never rejects for the device. */
  run(request: RemedyRequest): Promise<RemedyOutcome>;
  /** A step that has not been done is not done any more; of one that was, the wait ends: the system goes on with it. */
  cancel(deviceId: string): void;
  /** Ends every wait; resolves when every outcome is recorded. */
  stop(): Promise<void>;
}

const outcomeOfTeardown = (outcome: Outcome): RemedyOutcome => {
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

interface Running {
  readonly controller: AbortController;
  readonly outcome: Promise<RemedyOutcome>;
}

export const createRemedyService = (parts: RemedyParts): RemedyService => {
  const { session, turns, teardown, audit, clock } = parts;
  const running = new Map<string, Running>();

  const record = async ({ records }: Prepared, outcome: RemedyOutcome): Promise<RemedyOutcome> => {
    const written = await audit.append(records.outcome(outcome));
    if (!written.ok) session.dispatch({ type: 'notice', at: clock.now(), fault: written.fault });
    return outcome;
  };

  const act = async (request: RemedyRequest, progress: Progress, signal: AbortSignal) => {
    const prepared = await prepareStep(parts, request, signal);
    if (!prepared.ok) return failed(prepared.fault);
    if (prepared.value === null) return { kind: 'not-needed' } as const;
    const { action } = prepared.value.step;
    if (action === null) throw new Error(`${request.step} has nothing to do`);
    return record(prepared.value, await carryOut(parts, request, action, progress, signal));
  };

  /** Others have their turns while a person walks to the printer. */
  const powerCycle = async (request: RemedyRequest, progress: Progress, signal: AbortSignal) => {
    const { deviceId } = request;
    const prepared = await turns.run(deviceId, () => prepareStep(parts, request, signal));
    if (!prepared.ok) return failed(prepared.fault);
    if (prepared.value === null) return { kind: 'not-needed' } as const;
    const fault = await watchPowerCycle(parts, deviceId, progress, signal);
    if (fault !== null) return record(prepared.value, failed(fault));
    progress.reached('checking');
    const outcome = await turns.run(deviceId, () => whetherItHelped(parts, request, null));
    return record(prepared.value, outcome);
  };

  /** With turns, looks, guards and records of its own. */
  const destroy = async (request: RemedyRequest, progress: Progress): Promise<RemedyOutcome> => {
    const planned = plannedStep(session, request);
    if (!planned.ok) return failed(planned.fault);
    if (planned.value === null) return { kind: 'not-needed' };
    progress.reached('acting');
    const { deviceId, hostSocket, generation } = request;
    return outcomeOfTeardown((await teardown.tearDown({ deviceId, hostSocket, generation }, false)).outcome);
  };

  const runStep = (request: RemedyRequest, progress: Progress, signal: AbortSignal) => {
    switch (request.step) {
      case 'destroy-socket':
        return destroy(request, progress);
      case 'power-cycle':
        return powerCycle(request, progress, signal);
      default:
        return turns.run(request.deviceId, () => act(request, progress, signal));
    }
  };

  const look = async (deviceId: string, hostSocket: number): Promise<Result<ChannelState, Fault>> => {
    const present = presentDevice(session, deviceId);
    if (!present.ok) return present;
    const observed = await observe(parts, deviceId);
    if (!observed.ok) return observed;
    const looked = await lookAtSocket(parts, deviceId, hostSocket);
    const channel = liveChannel(session.state, deviceId, hostSocket);
    if (channel !== null) return ok(channel);
    if (!looked.ok) return looked;
    switch (looked.value) {
      case 'there':
      case 'gone':
      case 'recheck-unclear':
        return fail({ kind: 'unknown-channel', deviceId, hostSocket });
      default:
        return fail({ kind: 'profile-forbids', feature: 'remedy', because: looked.value });
    }
  };

  return {
    look: (deviceId, hostSocket) => turns.run(deviceId, () => look(deviceId, hostSocket)),
    run: async (request) => {
      const { deviceId } = request;
      if (running.has(deviceId)) return failed({ kind: 'step-running', deviceId });
      const controller = new AbortController();
      const progress = tellProgress(session, request, () => clock.now());
      const outcome = runStep(request, progress, controller.signal);
      running.set(deviceId, { controller, outcome });
      try {
        return progress.ended(await outcome);
      } catch (bug) {
        progress.abandoned();
        throw bug;
      } finally {
        running.delete(deviceId);
      }
    },
    cancel: (deviceId) => running.get(deviceId)?.controller.abort(),
    stop: async () => {
      for (const { controller } of running.values()) controller.abort();
      await Promise.allSettled([...running.values()].map(({ outcome }) => outcome));
    },
  };
};
