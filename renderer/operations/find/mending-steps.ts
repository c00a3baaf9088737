import { mildestOf } from '#app/remedy/mildest.ts';
import { triedInVain } from '#app/remedy/next-steps.ts';
import { remedyPlan } from '#app/remedy/plan.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import { whyNotRun } from '#app/remedy/runnable.ts';
import type { ChannelState, SessionState } from '#app/session/state.ts';
import type { Outcome } from '#app/teardown/outcome.ts';
import type { Explanation } from '#app/verdict/verdict.ts';
import { canAskToClose } from '../../state/row-state.ts';
import type { Mending } from '../../state/searches.ts';
import { channelIn } from '../../state/shelves.ts';

/** What can be done now about the channels of an explanation. */
export interface MendingSteps {
  /** Those that are still there. */
  readonly channels: readonly ChannelState[];
  /** Of the first of them. */
  readonly steps: readonly RemedyStep[];
}

/** The steps that can be run and were not tried in vain. The mildest that ends nothing that works comes first. */
export const stepsLeft = (
  state: SessionState,
  explanation: Explanation | null,
  tried: readonly Mending[],
): MendingSteps => {
  const channels = (explanation?.channels ?? [])
    .flatMap(({ key }) => channelIn(state, key) ?? [])
    .filter(canAskToClose);
  const [channel] = channels;
  const device = channel === undefined ? undefined : state.devices[channel.deviceId];
  if (channel === undefined || device === undefined) return { channels, steps: [] };
  const inVain = triedInVain(channel, tried);
  const left = remedyPlan(channel, device, state.environment).filter(
    (step) => whyNotRun(step) === null && !inVain.has(step.kind),
  );
  const mildest = mildestOf(left, channels, state);
  return {
    channels,
    steps: mildest === null ? left : [mildest, ...left.filter((step) => step !== mildest)],
  };
};

/** What a step that has ended came to, for the person who asked for it. */
export type MendingEnd = 'freed' | 'not-verified' | 'not-freed';

const endOfOutcome = (kind: Outcome['kind'] | undefined): MendingEnd => {
  switch (kind) {
    case 'freed':
    case 'already-gone':
      return 'freed';
    case 'unconfirmed':
      return 'not-verified';
    case 'failed':
    case undefined:
      return 'not-freed';
  }
};

/** Where a person stopped it after some, those that were never sent say nothing of the others. */
const endsSeen = (outcomes: readonly (Outcome | null)[]): readonly MendingEnd[] => {
  const sent = outcomes.filter((outcome) => outcome?.kind !== 'failed' || outcome.fault.kind !== 'stopped');
  return sent.length === 0 ? ['not-freed'] : sent.map((outcome) => endOfOutcome(outcome?.kind));
};

const worstFirst: readonly MendingEnd[] = ['not-freed', 'not-verified', 'freed'];

export const mendingEnd = (mending: Mending): MendingEnd => {
  if (mending.kind === 'close') {
    const ends = endsSeen(mending.closings.map(({ outcome }) => outcome));
    return worstFirst.find((end) => ends.includes(end)) ?? 'not-freed';
  }
  switch (mending.outcome?.kind) {
    case 'helped':
    case 'not-needed':
      return 'freed';
    case 'unverified':
      return 'not-verified';
    default:
      return 'not-freed';
  }
};
