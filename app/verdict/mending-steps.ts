import { cutOffBy } from '../remedy/cut-off.ts';
import { remedyPlan } from '../remedy/plan.ts';
import type { RemedyStep } from '../remedy/plan.ts';
import { whyNotRun } from '../remedy/runnable.ts';
import type { ChannelState, DeviceState, SessionState } from '../session/state.ts';
import type { Explanation } from './verdict.ts';

/** It ends nothing that works: no job is cut off, and a job that is cancelled for good is not one that goes on. */
const endsNothing = ({ kind, action }: RemedyStep, channel: ChannelState, state: SessionState): boolean => {
  const { jobs, unseen } = cutOffBy(kind, action, channel, state);
  return jobs.length === 0 && !unseen && (kind !== 'cancel-job' || channel.suspicion.level !== 'in-use');
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
  const first = plan.findIndex((step) => channels.every((one) => endsNothing(step, one, state)));
  const kinds = plan.map(({ kind }) => kind);
  return { first: kinds[first] ?? null, next: first < 0 ? kinds : kinds.slice(first + 1) };
};
