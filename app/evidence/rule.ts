import type { Evidence } from './evidence.ts';
import type { Facts } from './facts.ts';
import type { ThresholdName, Thresholds } from './thresholds.ts';

export const suspicionLevels = ['none', 'in-use', 'suspect', 'stuck'] as const;
export type SuspicionLevel = (typeof suspicionLevels)[number];

export const suspicionRuleNames = [
  'job-does-not-move',
  'job-being-deleted-stays',
  'job-in-progress',
  'holder-ended',
  'holder-hangs',
  'holder-does-not-respond',
  'one-of-holders-ended',
  'one-of-holders-hangs',
  'job-waits',
  'service-stopped',
  'no-holder-seen',
  'holder-idle',
  'channel-idle-long',
] as const;
export type SuspicionRuleName = (typeof suspicionRuleNames)[number];

/** All that a rule goes by: nothing of it changes but with evidence. */
export interface Known {
  readonly facts: Facts;
  readonly deviceEvidence: readonly Evidence[];
  readonly thresholds: Thresholds;
}

/** How strongly a rule speaks, and since when: by the wall clock, and by the session's monotonic one where it is known. */
export interface Ground {
  readonly level: Exclude<SuspicionLevel, 'none'>;
  readonly since: number;
  readonly sinceMs: number | null;
}

/** One named predicate. app/words/stuck.ts has its sentence and what would disprove it. */
export interface Rule {
  readonly name: SuspicionRuleName;
  readonly threshold: ThresholdName | null;
  readonly holds: (known: Known) => Ground | null;
}

export const existsForSure = ({ facts: { exists } }: Pick<Known, 'facts'>): boolean =>
  exists.value === true && exists.confidence === 'confirmed' && exists.at !== null;

type Seen = Pick<Evidence, 'at' | 'ms'>;

export const ground = (level: Ground['level'], { at, ms }: Seen): Ground => ({
  level,
  since: at,
  sinceMs: ms ?? null,
});
