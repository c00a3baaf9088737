import type { Fault } from '../faults/fault.ts';
import { inOrder } from '../operations/history.ts';
import type { Before, Operation } from '../operations/operation.ts';
import type { PolicyForbids } from '../policy/forbidden.ts';
import type { ChannelState, SessionState } from '../session/state.ts';
import type { Outcome } from '../teardown/outcome.ts';
import { mildestOf } from './mildest.ts';
import type { RemedyOutcome } from './outcome.ts';
import { remedyPlan } from './plan.ts';
import type { RemedyStep } from './plan.ts';
import { whyNotRun } from './runnable.ts';
import type { StepKind } from './step.ts';

type Known = Pick<SessionState, 'channels' | 'devices' | 'environment' | 'operations'>;

/** Ends of a step that was never taken: it may be asked for again as it is. */
const neverTaken: ReadonlySet<Fault['kind']> = new Set([
  ...([
    'busy',
    'cancelled',
    'step-cancelled',
    'not-sent',
    'stopped',
    'asleep',
    'device-gone',
    'unknown-device',
  ] as const),
  ...(['not-as-confirmed', 'job-in-progress', 'job-unknown', 'generation-moved', 'unknown-channel'] as const),
  ...(['step-not-offered', 'target-gone', 'target-changed', 'audit-unwritable', 'no-data-folder'] as const),
]);

export const wasNeverTaken = ({ kind }: Fault): boolean => neverTaken.has(kind);

/** `taken`: it was done, or the driver was asked, and the channel is still there or could not be looked at. */
const howItEnded = (outcome: Outcome | RemedyOutcome): 'taken' | 'refused' | 'never' => {
  switch (outcome.kind) {
    case 'unconfirmed':
    case 'unverified':
    case 'still-there':
    case 'did-not-last':
      return 'taken';
    case 'failed':
      return wasNeverTaken(outcome.fault) ? 'never' : 'refused';
    case 'freed':
    case 'helped':
    case 'already-gone':
    case 'not-needed':
      return 'never';
  }
};

interface Try {
  readonly step: StepKind;
  readonly outcome: Outcome | RemedyOutcome;
  readonly before: Before | null;
}

const triesIn = (operation: Operation, key: string): readonly Try[] => {
  if (operation.kind === 'remedy') {
    const { step, outcome, before, channelKey } = operation;
    return channelKey === key && outcome !== null ? [{ step, outcome, before }] : [];
  }
  if (operation.kind !== 'close') return [];
  return operation.closings.flatMap(({ key: own, outcome, before }) =>
    own === key && outcome !== null ? [{ step: 'destroy-socket' as const, outcome, before }] : [],
  );
};

/** Whoever was seen using it when a step was refused no longer does: the refusal may have been because of them. */
const holderHasGone = (before: Before | null, { facts: { holder } }: ChannelState): boolean => {
  const then = before?.facts.holder.value;
  if (then?.kind !== 'process' || then.process.endedAt !== null) return false;
  const now = holder.value;
  return now?.kind !== 'process' || now.process.pid !== then.process.pid || now.process.endedAt !== null;
};

/** Steps that were tried in vain and would meet the same again. What was done since may have changed what a refusal met. */
export const triedInVain = (
  channel: ChannelState,
  /** In the order in which they began. */
  operations: readonly Operation[],
): ReadonlySet<StepKind> => {
  const tried = new Set<StepKind>();
  for (const { step, outcome, before } of operations.flatMap((one) => triesIn(one, channel.key))) {
    const end = howItEnded(outcome);
    if (end === 'never') continue;
    if (end === 'taken' && step !== 'destroy-socket') tried.delete('destroy-socket');
    if (end === 'taken' || !holderHasGone(before, channel)) tried.add(step);
  }
  return tried;
};

export interface NextSteps {
  /**
   * The mildest that may mend it, ends nothing that works and was not tried in vain; null: there is no sign that anything
   * must be ended, or nothing of that kind is left.
   */
  readonly first: RemedyStep | null;
  /** The mildest that can be run and was not tried in vain, whatever it cuts off: for who wants it freed all the same. */
  readonly untried: RemedyStep | null;
  /** The others that can be done, by Unjam or by hand, mildest first; those that were tried in vain come last. */
  readonly further: readonly RemedyStep[];
  readonly tried: ReadonlySet<StepKind>;
  /** Those that only wait for an administrator’s rights. */
  readonly withRights: readonly RemedyStep[];
  /** Those that the policy of this computer forbids. */
  readonly forbidden: readonly { readonly step: RemedyStep; readonly forbids: PolicyForbids }[];
}

const none: NextSteps = {
  first: null,
  untried: null,
  further: [],
  tried: new Set(),
  withRights: [],
  forbidden: [],
};

/** Done by a person, or by Unjam where an express yes allows it: to close over a job is asked for by itself. */
const isOffered = (step: RemedyStep): boolean => {
  const because = whyNotRun(step);
  if (because === null || because === 'by-hand') return true;
  return because === 'job-in-progress' && step.kind === 'destroy-socket';
};

/** What to do about a channel now, by what was seen and what was done already. */
export const nextSteps = (channel: ChannelState, state: Known): NextSteps => {
  const device = state.devices[channel.deviceId];
  if (device === undefined) return none;
  const plan = remedyPlan(channel, device, state.environment);
  const tried = triedInVain(channel, inOrder(state.operations));
  const { level } = channel.suspicion;
  const mayBeStuck = level === 'suspect' || level === 'stuck';
  const untried = plan.filter((step) => whyNotRun(step) === null && !tried.has(step.kind));
  const first = mayBeStuck ? mildestOf(untried, [channel], state) : null;
  return {
    first,
    untried: untried[0] ?? null,
    further: plan
      .filter((step) => step !== first && isOffered(step))
      .toSorted((a, b) => Number(tried.has(a.kind)) - Number(tried.has(b.kind))),
    tried,
    withRights: plan.filter((step) => whyNotRun(step) === 'not-elevated'),
    forbidden: plan.flatMap((step) => {
      const { availability } = step;
      return availability.kind === 'not-offered' && availability.because === 'policy'
        ? [{ step, forbids: availability.forbids }]
        : [];
    }),
  };
};
