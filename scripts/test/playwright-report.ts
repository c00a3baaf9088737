import type { StageReport } from './stage.ts';
import { withoutColours } from './without-colours.ts';

/** What is read of the file that Playwright's JSON reporter writes. */
interface PlaywrightReport {
  suites: PlaywrightSuite[];
  errors: PlaywrightError[];
}
interface PlaywrightSuite {
  title: string;
  file: string;
  suites?: PlaywrightSuite[];
  specs: { title: string; tests: PlaywrightTest[] }[];
}
interface PlaywrightTest {
  status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
  annotations: { type: string; description?: string }[];
  results: { status?: string; errors: PlaywrightError[] }[];
}
interface PlaywrightError {
  message?: string;
  stack?: string;
}

export function readPlaywrightReport(name: string, json: string): StageReport {
  const whole = JSON.parse(json) as PlaywrightReport;
  const report: StageReport = { name, passed: 0, failed: 0, failures: [], skipped: [] };
  for (const suite of whole.suites) addSuite(report, suite, []);
  for (const error of whole.errors) fail(report, 'outside of any test', wordsOf(error));
  return report;
}

function addSuite(report: StageReport, suite: PlaywrightSuite, above: string[]): void {
  const here = [...above, suite.title];
  for (const spec of suite.specs) {
    for (const test of spec.tests) addTest(report, test, [...here, spec.title].join(' › '));
  }
  for (const inner of suite.suites ?? []) addSuite(report, inner, here);
}

function addTest(report: StageReport, test: PlaywrightTest, title: string): void {
  if (test.status === 'expected') report.passed += 1;
  else if (test.status === 'skipped') report.skipped.push({ title, reason: reasonOf(test) });
  else {
    const words = test.results.flatMap((result) =>
      result.errors.length > 0 ? result.errors.map(wordsOf) : [`ended as ${result.status ?? 'unknown'}`],
    );
    fail(report, title, words.join('\n'));
  }
}

function reasonOf(test: PlaywrightTest): string {
  const skipping = test.annotations.filter(({ type }) => type === 'skip' || type === 'fixme');
  return skipping.map(({ description }) => description ?? '').join('; ');
}

function fail(report: StageReport, title: string, words: string): void {
  report.failed += 1;
  report.failures.push(`${title}\n${words}`);
}

function wordsOf(error: PlaywrightError): string {
  return withoutColours(error.stack ?? error.message ?? 'no message');
}
