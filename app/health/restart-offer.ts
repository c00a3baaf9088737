import type { Environment } from '../session/state.ts';
import type { HealthFinding } from './health.ts';

/** Whether starting anew as administrator is offered against a finding; null: it would not help, or there is no such thing. */
export const restartOffer = (
  finding: HealthFinding,
  { mode, platform }: Environment,
): 'offered' | 'simulated' | null => {
  if (finding.kind !== 'access-denied' || finding.rights !== 'missing') return null;
  if (mode === 'simulator') return 'simulated';
  return platform === 'win32' ? 'offered' : null;
};
