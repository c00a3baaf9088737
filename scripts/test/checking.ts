import type { StageReport } from './stage.ts';

/** Runs checks one after the other and writes down how each ended. */
export function checking(name: string): {
  readonly report: StageReport;
  readonly check: (title: string, run: () => Promise<void>) => Promise<void>;
} {
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
