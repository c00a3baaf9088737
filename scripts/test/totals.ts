import type { StageReport } from './stage.ts';

export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

export function sum(reports: StageReport[]): Totals {
  const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
  for (const report of reports) {
    totals.passed += report.passed;
    totals.failed += report.failed;
    totals.skipped += report.skipped.length;
  }
  return totals;
}

/** The reports of the parts of a stage as its own. */
export function joined(name: string, reports: readonly StageReport[]): StageReport {
  return {
    name,
    passed: reports.reduce((count, { passed }) => count + passed, 0),
    failed: reports.reduce((count, { failed }) => count + failed, 0),
    failures: reports.flatMap(({ failures }) => failures),
    skipped: reports.flatMap(({ skipped }) => skipped),
  };
}

export function finalLine(totals: Totals): string {
  return `${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`;
}

/** A skip without a reason, and a stage in which nothing ran, are failures that no framework reports. */
export function strict(report: StageReport): StageReport {
  const unexplained = report.skipped.filter((skip) => skip.reason.trim() === '');
  const failures = [
    ...report.failures,
    ...unexplained.map((skip) => `${skip.title}\nskipped without a reason`),
  ];
  if (report.passed + report.failed === 0) failures.push(`${report.name}\nnot one test ran`);
  return {
    ...report,
    failures,
    failed: report.failed + (failures.length - report.failures.length),
    skipped: report.skipped.filter((skip) => skip.reason.trim() !== ''),
  };
}
