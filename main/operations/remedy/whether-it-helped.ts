import { namesSameJob } from '#app/evidence/job.ts';
import type { RemedyRequest } from '#app/operations/operation.ts';
import type { Done } from '#app/remedy/action.ts';
import type { Relapse, RemedyOutcome } from '#app/remedy/outcome.ts';
import { remedyPlan, rungAfter, servicesOf } from '#app/remedy/plan.ts';
import type { StepKind } from '#app/remedy/step.ts';
import { jobIsBack, printsNow, thereAgain } from '#app/remedy/there-again.ts';
import type { Beginning } from '#app/remedy/there-again.ts';
import { liveChannel } from '#app/session/channels.ts';
import { jobsOfDevice } from '#app/verdict/explanations.ts';
import { pause } from '#native';
import { askSocket } from '../look-at-channel.ts';
import type { OperationParts, Run } from '../operation.ts';

/** What helped must hold for so long before it is called so, in ms: a program that is started again takes seconds. */
export const lastsMs = 5_000;

/** The next rung that is offered; null: none, or the channel is gone. */
export const nextRung = (
  { session: { state } }: OperationParts,
  { deviceId, hostSocket, step }: RemedyRequest,
): StepKind | null => {
  const channel = liveChannel(state, deviceId, hostSocket);
  const device = state.devices[deviceId];
  if (channel === null || device === undefined) return null;
  return rungAfter(remedyPlan(channel, device, state.environment), step);
};

/** The look after a step: no stronger than what the driver's profile lets us see. */
export const whetherItHelped = async (
  parts: OperationParts,
  request: RemedyRequest,
  done: Done | null,
  beginning: Beginning,
): Promise<RemedyOutcome> => {
  const { deviceId, hostSocket } = request;
  const asked = await askSocket(parts, deviceId, hostSocket);
  const presence = asked.ok ? asked.value : 'recheck-unclear';
  if (presence === 'gone') return { kind: 'helped', done };
  if (presence !== 'there') return { kind: 'unverified', done, because: presence };
  const { state } = parts.session;
  const channel = liveChannel(state, deviceId, hostSocket);
  const device = state.devices[deviceId];
  // the next job may have taken it on before anyone looked
  if (channel !== null && device !== undefined && printsNow(channel, device, beginning))
    return { kind: 'helped', done, since: 'in-use' };
  return { kind: 'still-there', done, next: nextRung(parts, request) };
};

/** What of a step is undone by now, as far as it can be seen. */
const relapseSeen = (
  { session: { state } }: OperationParts,
  { deviceId, action }: RemedyRequest,
  done: Done | null,
  beginning: Beginning,
): Relapse | null => {
  const device = state.devices[deviceId];
  if (device === undefined || action === null) return null;
  // a job whose channel is gone stays with the device
  const jobs = jobsOfDevice(state, device);
  switch (action.kind) {
    case 'cancel-job':
      return jobs.some((job) => namesSameJob(job, { ...action, id: action.jobId })) ? 'job-back' : null;
    case 'stop-program': {
      const isBack = device.evidence.some(
        (piece) =>
          piece.kind === 'process' &&
          piece.process.endedAt === null &&
          piece.process.name.toLowerCase() === action.name.toLowerCase(),
      );
      return isBack ? 'program-back' : null;
    }
    case 'restart-service': {
      const wanted = new Set([action.name, ...(done?.dependents ?? [])]);
      const isStopped = servicesOf(device).some(
        ({ name, state: now }) => wanted.has(name) && now === 'stopped',
      );
      if (isStopped || (done?.leftStopped.length ?? 0) > 0) return 'service-stopped';
      return jobIsBack(jobs, device, beginning) ? 'job-back' : null;
    }
    case 'restart-device':
      return null;
  }
};

/** What it means that a socket which was seen gone is there again. */
const socketSeen = (
  { session: { state } }: OperationParts,
  { deviceId, hostSocket }: RemedyRequest,
  beginning: Beginning,
): ReturnType<typeof thereAgain> => {
  const channel = liveChannel(state, deviceId, hostSocket);
  const device = state.devices[deviceId];
  return channel === null || device === undefined ? 'unclear' : thereAgain(channel, device, beginning);
};

/**
 * A step is judged by what stays: seconds later everything is looked at once more. That the printer is used again is no
 * failure.
 */
export const ifItLasts = async (
  parts: OperationParts,
  request: RemedyRequest,
  outcome: RemedyOutcome,
  beginning: Beginning,
  run: Run,
): Promise<RemedyOutcome> => {
  if (outcome.kind !== 'helped' && outcome.kind !== 'unverified') return outcome;
  const { done } = outcome;
  run.change({ stage: 'checking' });
  // what a restart makes of the pages that a job counts is no page
  const watched = { ...beginning, ms: parts.clock.monotonicMs() };
  await pause(parts.clock, lastsMs, run.signal);
  if (run.signal.aborted) return { kind: 'unverified', done, because: 'recheck-unclear' };
  await parts.devices.refresh();
  const seen = relapseSeen(parts, request, done, watched);
  const later = await whetherItHelped(parts, request, done, watched);
  const didNotLast = (because: Relapse): RemedyOutcome => ({
    kind: 'did-not-last',
    done,
    because,
    next: nextRung(parts, request),
  });
  if (seen !== null && seen !== 'program-back') return didNotLast(seen);
  if (outcome.kind === 'unverified') return later.kind === 'helped' ? outcome : later;
  if (later.kind !== 'still-there')
    return later.kind === 'helped' && seen !== null ? { ...later, since: 'program-runs' } : later;
  switch (socketSeen(parts, request, watched)) {
    case 'same':
      return didNotLast(seen ?? 'socket-back');
    case 'in-use':
      return { kind: 'helped', done, since: 'in-use' };
    case 'unclear':
      return { kind: 'unverified', done, because: 'there-again' };
  }
};
