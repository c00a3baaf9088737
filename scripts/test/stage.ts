import type { Failed } from '../outcome.ts';

/** A part of `npm test`: everything that runs on one kind of runtime. */
export interface Stage {
  name: string;
  /**
   * Gets what the stage runs on, and runs nothing yet: all stages prepare before the first one runs.
   */
  prepare(context: StageContext): Promise<Preparation>;
}

export interface StageContext {
  projectRoot: string;
  /** `--official` was given: no stand-in for Electron. */
  officialOnly: boolean;
  say: (line: string) => void;
}

export type Preparation =
  | {
      ok: true;
      /** What it runs on, for the head of the output: "Chromium 156.0.8078.79". */
      runtimes: string[];
      run: () => Promise<StageReport>;
    }
  /** `unavailable` is a skip, except in CI on Linux; everything else fails. */
  | Failed;

export interface Skip {
  title: string;
  /** Empty when nobody gave one, which counts as a failure. */
  reason: string;
}

export interface StageReport {
  name: string;
  passed: number;
  failed: number;
  /** One text for each failure: the test's full name, then what happened. */
  failures: string[];
  skipped: Skip[];
}
