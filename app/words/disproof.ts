import { findingOfQueue, findingOfStandingJob } from '../evidence/findings.ts';
import type { Suspicion } from '../evidence/suspicion.ts';
import type { Cause } from '../verdict/verdict.ts';
import { deviceDisproofs, findingDisproofs, ruleWords } from './stuck.ts';

/** What would show that a channel is not stuck; null: nothing says that it is. */
export const suspicionDisproof = ({ level, rule }: Suspicion): string | null =>
  rule === null || (level !== 'stuck' && level !== 'suspect') ? null : ruleWords[rule].disproof;

/** What would show that this is not the cause; null: of a channel that nothing was said of. */
export const causeDisproof = (cause: Cause): string | null => {
  switch (cause.kind) {
    case 'channel':
      return suspicionDisproof(cause.suspicion);
    case 'no-answer':
      return findingDisproofs['printer-does-not-answer'];
    case 'job-wants-person':
      return findingDisproofs[findingOfStandingJob(cause.job)];
    case 'service-stopped':
      return findingDisproofs['spooler-stopped'];
    case 'queue-stands':
      return findingDisproofs[findingOfQueue[cause.because]];
    default:
      return deviceDisproofs[cause.kind];
  }
};
