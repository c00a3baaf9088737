import { remedyPlan } from '#app/remedy/plan.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import { whyNotRun } from '#app/remedy/runnable.ts';
import { stepKinds } from '#app/remedy/step.ts';
import type { StepKind } from '#app/remedy/step.ts';
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
  /** Of the first of them, mildest first. */
  readonly steps: readonly RemedyStep[];
}

const kindOf = (mending: Mending): StepKind => (mending.kind === 'close' ? 'destroy-socket' : mending.step);

const rank = (kind: StepKind): number => stepKinds.indexOf(kind);

/** The steps that can be run, and come after those that were tried. */
export const mendingSteps = (
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
  const last = Math.max(-1, ...tried.map((one) => rank(kindOf(one))));
  const steps = remedyPlan(channel, device, state.environment).filter(
    (step) => whyNotRun(step) === null && rank(step.kind) > last,
  );
  return { channels, steps };
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

const worstFirst: readonly MendingEnd[] = ['not-freed', 'not-verified', 'freed'];

export const mendingEnd = (mending: Mending): MendingEnd => {
  if (mending.kind === 'close') {
    const ends = mending.closings.map(({ outcome }) => endOfOutcome(outcome?.kind));
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
