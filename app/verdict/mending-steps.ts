import { cutOffBy } from '../remedy/cut-off.ts';
import type { CutOff } from '../remedy/cut-off.ts';
import { remedyPlan } from '../remedy/plan.ts';
import type { RemedyStep } from '../remedy/plan.ts';
import { whyNotRun } from '../remedy/runnable.ts';
import { sameData } from '../same-data.ts';
import type { ChannelState, DeviceState, SessionState } from '../session/state.ts';
import type { Explanation } from './verdict.ts';

/** It ends nothing that works: of jobs only the one that makes this channel stuck, and that one where it does not go on. */
const endsNothing = (
  { kind }: RemedyStep,
  { facts, suspicion }: ChannelState,
  { jobs, unseen }: CutOff,
): boolean => {
  const isStuck = suspicion.level === 'stuck' || suspicion.level === 'suspect';
  if (kind === 'cancel-job') return isStuck;
  return !unseen && jobs.every((job) => isStuck && sameData(job, facts.job.value));
};

/**
 * The steps of the ladder of the first channel that can be run, from the mildest on that ends nothing that works, on
 * none of these channels. Milder ones that would are left to the ladder: there each job is named and takes the express
 * yes.
 */
export const mendingSteps = (
  channels: readonly ChannelState[],
  device: DeviceState,
  state: SessionState,
): Pick<Explanation, 'first' | 'next'> => {
  const [channel] = channels;
  if (channel === undefined) return { first: null, next: [] };
  const plan = remedyPlan(channel, device, state.environment).filter((step) => whyNotRun(step) === null);
  const first = plan.findIndex((step) =>
    channels.every((one) => endsNothing(step, one, cutOffBy(step.kind, step.action, one, state))),
  );
  const kinds = plan.map(({ kind }) => kind);
  return { first: kinds[first] ?? null, next: first < 0 ? kinds : kinds.slice(first + 1) };
};
