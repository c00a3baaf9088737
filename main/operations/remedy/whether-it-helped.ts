import { namesSameJob } from '#app/evidence/job.ts';
import type { RemedyRequest } from '#app/operations/operation.ts';
import { isJob, jobsIn } from '#app/operations/confirmed.ts';
import type { Done } from '#app/remedy/action.ts';
import type { Relapse, RemedyOutcome } from '#app/remedy/outcome.ts';
import { remedyPlan, rungAfter } from '#app/remedy/plan.ts';
import type { StepKind } from '#app/remedy/step.ts';
import { liveChannel, liveChannels } from '#app/session/channels.ts';
import type { DeviceState } from '#app/session/state.ts';
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
): Promise<RemedyOutcome> => {
  const asked = await askSocket(parts, request.deviceId, request.hostSocket);
  const presence = asked.ok ? asked.value : 'recheck-unclear';
  if (presence === 'gone') return { kind: 'helped', done };
  if (presence !== 'there') return { kind: 'unverified', done, because: presence };
  return { kind: 'still-there', done, next: nextRung(parts, request) };
};

const services = (device: DeviceState) =>
  device.evidence.flatMap((piece) => (piece.kind === 'service' ? [piece.service] : []));

/** What of a step is undone by now, as far as it can be seen. */
const relapseSeen = (
  { session: { state } }: OperationParts,
  { deviceId, action, confirmed }: RemedyRequest,
  done: Done | null,
): Relapse | null => {
  const device = state.devices[deviceId];
  if (device === undefined || action === null) return null;
  // a job whose channel is gone stays with the device
  const jobs = [
    ...jobsIn(device.evidence),
    ...liveChannels(state, deviceId).flatMap(({ evidence }) => jobsIn(evidence)),
  ];
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
      const isStopped = services(device).some(
        ({ name, state: now }) => wanted.has(name) && now === 'stopped',
      );
      if (isStopped || (done?.leftStopped.length ?? 0) > 0) return 'service-stopped';
      const isBack = jobs.some((job) => job.inProgress && confirmed.jobs.some((name) => isJob(name, job)));
      return isBack ? 'job-back' : null;
    }
    case 'restart-device':
      return null;
  }
};

/** A step is judged by what stays: seconds later everything is looked at once more. */
export const ifItLasts = async (
  parts: OperationParts,
  request: RemedyRequest,
  outcome: RemedyOutcome,
  run: Run,
): Promise<RemedyOutcome> => {
  if (outcome.kind !== 'helped' && outcome.kind !== 'unverified') return outcome;
  const { done } = outcome;
  run.change({ stage: 'checking' });
  await pause(parts.clock, lastsMs, run.signal);
  if (run.signal.aborted) return { kind: 'unverified', done, because: 'recheck-unclear' };
  await parts.devices.refresh();
  const seen = relapseSeen(parts, request, done);
  const later = await whetherItHelped(parts, request, done);
  const isThere = later.kind === 'still-there';
  const relapse = seen ?? (outcome.kind === 'helped' && isThere ? 'socket-back' : null);
  if (relapse !== null)
    return { kind: 'did-not-last', done, because: relapse, next: nextRung(parts, request) };
  return isThere || later.kind === 'unverified' ? later : outcome;
};
