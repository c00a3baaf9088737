import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import type { StageReport } from './stage.ts';
import { withoutColours } from './without-colours.ts';

type SerializedErrors = Parameters<NonNullable<Reporter['onTestRunEnd']>>[1];

/** Writes a stage report: vitest's own JSON reporter leaves out why a test was skipped. */
export default class StageReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: SerializedErrors): void {
    const file = process.env['UNJAM_STAGE_REPORT'];
    if (file === undefined) throw new Error('UNJAM_STAGE_REPORT does not name a file');
    const report: StageReport = { name: '', passed: 0, failed: 0, failures: [], skipped: [] };
    const fail = (title: string, words: string): void => {
      report.failed += 1;
      report.failures.push(`${title}\n${words}`);
    };
    for (const module of modules) {
      for (const part of [module, ...module.children.allSuites()]) {
        for (const error of part.errors()) fail(nameOf(part), wordsOf(error));
      }
      for (const test of module.children.allTests()) addTest(report, test, fail);
    }
    for (const error of unhandled) fail('outside of any test', wordsOf(error));
    writeFileSync(file, JSON.stringify(report));
  }
}

function addTest(report: StageReport, test: TestCase, fail: (title: string, words: string) => void): void {
  const result = test.result();
  const title = `${test.module.relativeModuleId} › ${test.fullName}`;
  if (result.state === 'passed') report.passed += 1;
  else if (result.state === 'skipped') report.skipped.push({ title, reason: result.note ?? '' });
  else if (result.state === 'failed') fail(title, result.errors.map(wordsOf).join('\n'));
  else fail(title, 'did not come to its end');
}

function nameOf(part: TestModule | TestSuite): string {
  return part.type === 'module'
    ? part.relativeModuleId
    : `${part.module.relativeModuleId} › ${part.fullName}`;
}

function wordsOf(error: { message: string; stack?: string; diff?: string }): string {
  const places = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s*at .*[\\/]/.test(line) && !/node_modules|node:internal/.test(line));
  const parts = [error.message, error.diff ?? '', ...places.slice(0, 5)];
  return withoutColours(parts.filter((part) => part !== '').join('\n'));
}
