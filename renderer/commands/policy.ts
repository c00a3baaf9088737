import type { CommandId } from '#app/commands/command-list.ts';
import { whyNotAllowed, whyNotSimulate, whyNotStep } from '#app/policy/forbidden.ts';
import type { PolicyForbids } from '#app/policy/forbidden.ts';
import type { HeldPolicy, PolicyStep } from '#app/policy/policy.ts';
import { sessionNow } from '../state/session-store.ts';
import { channelIn } from '../state/shelves.ts';
import { viewNow } from '../state/view-store.ts';

const stepOf: Readonly<Partial<Record<CommandId, PolicyStep>>> = {
  scan: 'scan',
  measure: 'measure',
  'probe-services': 'probe',
  'try-channel': 'trial',
};

/** One selected channel that may be closed is enough. */
const whyNotClose = (policy: HeldPolicy): PolicyForbids | null => {
  const state = sessionNow();
  const reasons = [...viewNow().cursor.selected].map((key) => {
    const level = (state === null ? undefined : channelIn(state, key))?.suspicion.level ?? 'none';
    return whyNotStep(policy, 'destroy-socket', level);
  });
  if (reasons.length === 0) return whyNotAllowed(policy, 'destroy-socket');
  return reasons.includes(null) ? null : (reasons[0] ?? null);
};

/** Why the policy of this computer forbids a command now; null: it does not. */
export const whyPolicyForbids = (id: CommandId): PolicyForbids | null => {
  const policy = sessionNow()?.environment.policy;
  if (policy === undefined) return null;
  if (id.startsWith('practise-')) return whyNotSimulate(policy);
  if (id === 'close') return whyNotClose(policy);
  const step = stepOf[id];
  return step === undefined ? null : whyNotAllowed(policy, step);
};
