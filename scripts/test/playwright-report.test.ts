import { expect, test } from 'vitest';
import { readPlaywrightReport } from './playwright-report.ts';

const spec = (title: string, status: string, more: object = {}): object => ({
  title,
  tests: [{ status, annotations: [], results: [], ...more }],
});

test('a Playwright report becomes a stage report', () => {
  const json = JSON.stringify({
    errors: [{ message: 'worker died' }],
    suites: [
      {
        title: 'window.spec.ts',
        file: 'window.spec.ts',
        specs: [spec('opens', 'expected')],
        suites: [
          {
            title: 'teardown',
            file: 'window.spec.ts',
            specs: [
              spec('frees', 'unexpected', {
                results: [{ errors: [{ message: '\u001b[31mnot freed\u001b[39m' }] }],
              }),
              spec('hangs', 'unexpected', { results: [{ status: 'timedOut', errors: [] }] }),
              spec('not here', 'skipped', { annotations: [{ type: 'skip', description: 'no printer' }] }),
              spec('nobody knows', 'skipped', { annotations: [{ type: 'skip' }] }),
            ],
          },
        ],
      },
    ],
  });
  expect(readPlaywrightReport('e2e', json)).toEqual({
    name: 'e2e',
    passed: 1,
    failed: 3,
    failures: [
      'window.spec.ts › teardown › frees\nnot freed',
      'window.spec.ts › teardown › hangs\nended as timedOut',
      'outside of any test\nworker died',
    ],
    skipped: [
      { title: 'window.spec.ts › teardown › not here', reason: 'no printer' },
      { title: 'window.spec.ts › teardown › nobody knows', reason: '' },
    ],
  });
});
