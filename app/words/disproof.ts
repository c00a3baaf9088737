import type { FindingName } from '../evidence/findings.ts';
import { findingOfJob, findingOfQueue } from '../evidence/findings.ts';
import type { Suspicion } from '../evidence/suspicion.ts';
import type { Cause } from '../verdict/verdict.ts';
import { findingDisproofs, ruleWords } from './stuck.ts';

const findingOf = (cause: Exclude<Cause, { kind: 'channel' }>): FindingName | null => {
  switch (cause.kind) {
    case 'no-answer':
      return 'printer-does-not-answer';
    case 'job-wants-person':
      return findingOfJob(cause.job) ?? 'job-being-deleted';
    case 'service-stopped':
      return 'spooler-stopped';
    case 'queue-stands':
      return findingOfQueue[cause.because];
    case 'channels-taken':
    case 'device-gone':
    case 'problem-code':
      return null;
  }
};

/** What would show that a channel is not stuck; null: nothing says that it is. */
export const suspicionDisproof = ({ level, rule }: Suspicion): string | null =>
  rule === null || (level !== 'stuck' && level !== 'suspect') ? null : ruleWords[rule].disproof;

/** What would show that this is not the cause; null: it was seen as such, nothing was concluded. */
export const causeDisproof = (cause: Cause): string | null => {
  if (cause.kind === 'channel') return suspicionDisproof(cause.suspicion);
  const finding = findingOf(cause);
  return finding === null ? null : findingDisproofs[finding];
};
