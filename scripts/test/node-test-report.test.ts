import { describe, expect, it } from 'vitest';
import { readNodeTestReport } from './node-test-report.ts';

const lines = (...ended: object[]): string => ended.map((line) => `${JSON.stringify(line)}\n`).join('');

describe('readNodeTestReport', () => {
  it('counts what passed, failed and was skipped, and why', () => {
    const text = lines(
      { title: 'contract › opens' },
      { title: 'contract › closes', words: 'AssertionError: it did not' },
      { title: 'contract › flies (skipped: it has no wings)', skip: true },
      { title: 'contract › swims', skip: 'no water' },
    );
    expect(readNodeTestReport('contract', text)).toEqual({
      name: 'contract',
      passed: 1,
      failed: 1,
      failures: ['contract › closes\nAssertionError: it did not'],
      skipped: [
        { title: 'contract › flies', reason: 'it has no wings' },
        { title: 'contract › swims', reason: 'no water' },
      ],
    });
  });

  it('invents no reason for a skip that has none', () => {
    const report = readNodeTestReport('contract', lines({ title: 'contract › rests', skip: true }));
    expect(report.skipped).toEqual([{ title: 'contract › rests', reason: '' }]);
  });
});
