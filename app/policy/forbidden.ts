import type { Fault } from '../faults/fault.ts';
import type { Confirmed } from '../operations/confirmation.ts';
import { strengthOf } from '../operations/confirmed.ts';
import type { OperationRequest } from '../operations/operation.ts';
import type { StepKind } from '../remedy/step.ts';
import { liveChannel } from '../session/channels.ts';
import { channelKey } from '../session/state.ts';
import type { ChannelState, SessionState } from '../session/state.ts';
import { isBroken, policySteps } from './policy.ts';
import type { HeldPolicy, Policy, PolicyStep } from './policy.ts';

type Level = ChannelState['suspicion']['level'];
export type PolicyForbids = Extract<Fault, { kind: 'policy-forbids' }>;

const changesNothing = (step: PolicyStep): boolean => step === 'scan';

const isAllowed = ({ allowedSteps }: Policy, step: PolicyStep): boolean => allowedSteps.includes(step);

const mayCutOffJobs = ({ overJob }: Policy): boolean => overJob === 'with-yes';

const hasEvidence = ({ minimumEvidence }: Policy, level: Level): boolean =>
  minimumEvidence === 'any' || strengthOf(level) >= strengthOf(minimumEvidence);

const forbids = (
  { rules, source }: HeldPolicy,
  rule: PolicyForbids['rule'],
  what: string | null = null,
): PolicyForbids => ({
  kind: 'policy-forbids',
  rule,
  what,
  place: source?.place ?? '',
  contact: rules.contact,
});

/** Why no step of this kind may be run, whatever the channel. */
export const whyNotAllowed = (policy: HeldPolicy, step: PolicyStep): PolicyForbids | null => {
  const { rules } = policy;
  if (isBroken(policy) && !changesNothing(step)) return forbids(policy, 'broken', step);
  if (rules.lookOnly && !changesNothing(step)) return forbids(policy, 'lookOnly', step);
  return isAllowed(rules, step) ? null : forbids(policy, 'allowedSteps', step);
};

/** Why a step of the ladder may not be run for a channel of which so much is known. A soft reset is never offered. */
export const whyNotStep = (policy: HeldPolicy, step: StepKind, level: Level): PolicyForbids | null => {
  const known = policySteps.find((one) => one === step);
  const because = known === undefined ? null : whyNotAllowed(policy, known);
  if (because !== null) return because;
  const { minimumEvidence } = policy.rules;
  return hasEvidence(policy.rules, level) ? null : forbids(policy, 'minimumEvidence', minimumEvidence);
};

/** Why jobs in progress may not be cut off, where there are any or may be. */
export const whyNotOverJob = (policy: HeldPolicy, cutsOff: boolean): PolicyForbids | null =>
  cutsOff && !mayCutOffJobs(policy.rules) ? forbids(policy, 'overJob') : null;

export const whyNotSimulate = (policy: HeldPolicy): PolicyForbids | null =>
  policy.rules.simulator ? null : forbids(policy, 'simulator');

/** The express yes was given: it is asked for only where something would be cut off. */
const saysYes = ({ cutOff }: Confirmed): boolean => cutOff.jobs.length > 0 || cutOff.unseenJobs;

/** That the policy cannot be used; null: it can, or there is none. */
export const whyBroken = ({ source, problems, rules: { contact } }: HeldPolicy): Fault | null =>
  source === null || problems.length === 0
    ? null
    : { kind: 'policy-broken', place: source.place, problems, contact };

type Known = Pick<SessionState, 'channels' | 'devices'>;

/** Why a request is refused before its turn, by what is known then; null: it is not. */
export const whyForbidden = (
  policy: HeldPolicy,
  request: OperationRequest,
  state: Known,
): PolicyForbids | null => {
  switch (request.kind) {
    case 'measure':
    case 'probe':
    case 'trial':
    case 'scan':
      return whyNotAllowed(policy, request.kind);
    case 'find':
      // each of its parts is a request of its own
      return null;
    case 'remedy': {
      const { deviceId, hostSocket, generation, step, confirmed } = request;
      const channel = state.channels[channelKey(deviceId, hostSocket, generation)];
      return (
        whyNotStep(policy, step, channel?.suspicion.level ?? 'none') ??
        whyNotOverJob(policy, saysYes(confirmed))
      );
    }
    case 'close': {
      const reasons = request.targets.map(({ hostSocket, confirmed }) => {
        const level = liveChannel(state, request.deviceId, hostSocket)?.suspicion.level ?? 'none';
        return whyNotStep(policy, 'destroy-socket', level) ?? whyNotOverJob(policy, saysYes(confirmed));
      });
      // one that may be closed is reason enough to begin: each of the others ends by itself
      return reasons.every((reason) => reason !== null) ? (reasons[0] ?? null) : null;
    }
  }
};
