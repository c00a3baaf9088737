import { cutOffBy } from '../remedy/cut-off.ts';
import { remedyPlan } from '../remedy/plan.ts';
import { whyNotRun } from '../remedy/runnable.ts';
import type { ChannelState, DeviceState, SessionState } from '../session/state.ts';
import type { Finding } from './verdict.ts';

/**
 * The steps of the ladder of the first channel that can be run, from the mildest on that cuts no job off, on none of
 * these channels. Milder ones that would are left to the ladder: there each job is named and takes the express yes.
 */
export const mendingSteps = (
  channels: readonly ChannelState[],
  device: DeviceState,
  state: SessionState,
): Pick<Finding, 'first' | 'next'> => {
  const [channel] = channels;
  if (channel === undefined) return { first: null, next: [] };
  const plan = remedyPlan(channel, device, state.environment).filter((step) => whyNotRun(step) === null);
  const first = plan.findIndex(({ kind, action }) =>
    channels.every((one) => {
      const { jobs, unseen } = cutOffBy(kind, action, one, state);
      return jobs.length === 0 && !unseen;
    }),
  );
  const kinds = plan.map(({ kind }) => kind);
  return { first: kinds[first] ?? null, next: first < 0 ? kinds : kinds.slice(first + 1) };
};
