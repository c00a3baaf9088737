import type { Found } from '../report/found.ts';

/** For monitoring systems: what `check` prints instead of words. */
export const monitorFormats = ['prometheus', 'nagios'] as const;
export type MonitorFormat = (typeof monitorFormats)[number];

/** What a check came to. */
export interface Checked {
  /** Null: it did not come to a check. */
  readonly found: Found | null;
  /** Of the command without a format. */
  readonly exitCode: number;
  /** What went wrong, in a sentence; null: nothing. */
  readonly problem: string | null;
  readonly version: string;
  /** Ms since the epoch. */
  readonly at: number;
}
