import type { StageReport } from './stage.ts';

/** What json-lines-reporter.mjs writes of one test. */
interface Line {
  title: string;
  /** `true`, or a reason. */
  skip?: boolean | string;
  /** Of a failure. */
  words?: string;
}

/** A skipped case of the driver contract carries its reason in its name. */
const reasonInTitle = /^(.*) \(skipped: (.*)\)$/s;

export function readNodeTestReport(name: string, lines: string): StageReport {
  const report: StageReport = { name, passed: 0, failed: 0, failures: [], skipped: [] };
  for (const text of lines.split('\n')) {
    if (text.trim() === '') continue;
    const { title, skip, words } = JSON.parse(text) as Line;
    if (words !== undefined) {
      report.failed += 1;
      report.failures.push(`${title}\n${words}`);
    } else if (skip !== undefined && skip !== false) {
      const [, short = title, reason = ''] = reasonInTitle.exec(title) ?? [];
      report.skipped.push({ title: short, reason: typeof skip === 'string' ? skip : reason });
    } else {
      report.passed += 1;
    }
  }
  return report;
}
