import type { Fault } from '#app/faults/fault.ts';
import { nothingCutOff } from '#app/operations/confirmation.ts';
import { cutOffBy, whyNotCutOff } from '#app/remedy/cut-off.ts';
import type { CutOff } from '#app/remedy/cut-off.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import type { ChannelState, SessionState } from '#app/session/state.ts';

type Step = Pick<RemedyStep, 'kind' | 'action'>;

const withoutForce = (channel: ChannelState, cutOff: CutOff): Fault | null =>
  whyNotCutOff(nothingCutOff, cutOff, channel, channel.facts.service.value);

/** What `remedy` would cut off without the express yes; null: nothing. It asks for one job to be cancelled by its name. */
export const whyForceToRemedy = (
  state: SessionState,
  channel: ChannelState,
  { kind, action }: Step,
): Fault | null => withoutForce(channel, cutOffBy(kind, action, channel, state));

/** The same of `fix`. It chooses its jobs itself, so it cancels none in progress either. */
export const whyForceToFix = (state: SessionState, channel: ChannelState, step: Step): Fault | null => {
  const { job } = channel.facts;
  return step.kind === 'cancel-job' && job.value?.inProgress === true
    ? withoutForce(channel, { jobs: [job.value], unseen: false })
    : whyForceToRemedy(state, channel, step);
};
