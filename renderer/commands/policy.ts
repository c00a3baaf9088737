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
  let because: PolicyForbids | null = null;
  for (const key of viewNow().cursor.selected) {
    const level = (state === null ? undefined : channelIn(state, key))?.suspicion.level ?? 'none';
    const why = whyNotStep(policy, 'destroy-socket', level);
    if (why === null) return null;
    because ??= why;
  }
  return because ?? whyNotAllowed(policy, 'destroy-socket');
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
