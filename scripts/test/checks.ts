import type { StageReport } from './stage.ts';

export interface Checks {
  report: StageReport;
  /** Runs one check; what it throws is a failure, and the next one runs all the same. */
  check: (title: string, run: () => Promise<void>) => Promise<void>;
}

/** Tests of a part that drives other programs and has no runner of its own. */
export function checksOf(name: string): Checks {
  const report: StageReport = { name, passed: 0, failed: 0, failures: [], skipped: [] };
  return {
    report,
    async check(title, run) {
      try {
        await run();
        report.passed += 1;
      } catch (error) {
        report.failed += 1;
        report.failures.push(`${name} › ${title}\n${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
}
