import { isForLater, mildestOf } from '../remedy/mildest.ts';
import { remedyPlan } from '../remedy/plan.ts';
import { whyNotRun } from '../remedy/runnable.ts';
import type { ChannelState, DeviceState, SessionState } from '../session/state.ts';
import type { Explanation } from './verdict.ts';

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
  const first = mildestOf(plan, channels, state);
  const at = first === null ? -1 : plan.indexOf(first);
  const next = plan.filter((step, index) => index > at || (index < at && isForLater(step, plan)));
  return { first: first?.kind ?? null, next: next.map(({ kind }) => kind) };
};
