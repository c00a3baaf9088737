import * as v from 'valibot';
import type { Evidence } from './evidence.ts';
import type { Facts } from './facts.ts';
import {
  channelIdleLong,
  holderDoesNotRespond,
  holderEnded,
  holderHangs,
  holderIdle,
  noHolderSeen,
  oneOfHoldersEnded,
  oneOfHoldersHangs,
  serviceStopped,
} from './holder-rules.ts';
import { jobBeingDeletedStays, jobDoesNotMove, jobInProgress, jobWaits } from './job-rules.ts';
import { suspicionLevels, suspicionRuleNames } from './rule.ts';
import type { Rule } from './rule.ts';
import type { Thresholds } from './thresholds.ts';

/** How suspect a channel is, and the rule that says so; without one the level is none and the rule null. */
export const SuspicionSchema = v.strictObject({
  level: v.picklist(suspicionLevels),
  rule: v.nullable(v.picklist(suspicionRuleNames)),
  /** Wall-clock time, shown. */
  since: v.nullable(v.number()),
  /** The same on the session's monotonic clock: ages are counted on it. Absent where that is not known. */
  sinceMs: v.exactOptional(v.number()),
});
export type Suspicion = v.InferOutput<typeof SuspicionSchema>;

/** In the order in which they are asked: the first that holds says what a channel is. docs/evidence.md has the table. */
export const suspicionRules: readonly Rule[] = [
  jobDoesNotMove,
  jobBeingDeletedStays,
  jobInProgress,
  holderEnded,
  holderHangs,
  holderDoesNotRespond,
  oneOfHoldersEnded,
  oneOfHoldersHangs,
  jobWaits,
  serviceStopped,
  noHolderSeen,
  holderIdle,
  channelIdleLong,
];

export const suspicionFrom = (
  facts: Facts,
  deviceEvidence: readonly Evidence[],
  thresholds: Thresholds,
): Suspicion => {
  for (const { name, holds } of suspicionRules) {
    const found = holds({ facts, deviceEvidence, thresholds });
    if (found === null) continue;
    const { level, since, sinceMs } = found;
    return { level, rule: name, since, ...(sinceMs === null ? {} : { sinceMs }) };
  }
  return { level: 'none', rule: null, since: null };
};
