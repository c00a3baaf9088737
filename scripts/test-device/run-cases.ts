import type { Runner } from '../../native/contract/harness.ts';
import type { StageReport } from '../test/stage.ts';

interface Case {
  readonly title: string;
  /** Null: it is skipped. */
  readonly run: (() => Promise<void>) | null;
}

/** Collects the cases of a suite, to be run one after the other where there is no test runner. */
export function collectCases(define: (runner: Runner) => void): Case[] {
  const cases: Case[] = [];
  const path: string[] = [];
  const titleOf = (name: string): string => [...path, name].join(' › ');
  const add = (name: string, run: Case['run']): void => void cases.push({ title: titleOf(name), run });
  define({
    describe(name, inside) {
      path.push(name);
      inside();
      path.pop();
    },
    it: Object.assign((name: string, run: () => Promise<void>) => add(name, run), {
      skip: (name: string) => add(name, null),
    }),
  });
  return cases;
}

/** A skipped case of the driver contract carries its reason in its name. */
const reasonInTitle = /^(.*) \(skipped: (.*)\)$/s;

export async function runCases(cases: readonly Case[], say: (line: string) => void): Promise<StageReport> {
  const report: StageReport = { name: 'contract', passed: 0, failed: 0, failures: [], skipped: [] };
  for (const { title, run } of cases) {
    if (run === null) {
      const [, short = title, reason = ''] = reasonInTitle.exec(title) ?? [];
      report.skipped.push({ title: short, reason });
      continue;
    }
    try {
      await run();
      report.passed += 1;
      say(`  passed   ${title}`);
    } catch (error) {
      report.failed += 1;
      report.failures.push(`${title}\n${error instanceof Error ? error.message : String(error)}`);
      say(`  FAILED   ${title}`);
    }
  }
  return report;
}
