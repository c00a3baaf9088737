import { expect, onTestFinished, test } from 'vitest';
import { startNodeProcess } from '../start-node-process.ts';
import { forkEvidenceProcess } from './fork-evidence.ts';

/** What Node throws at once, as for a code of CreateProcess that it has no name for: `spawn UNKNOWN`. */
const refuseEveryStart = (): void => {
  const path = process.execPath;
  process.execPath = '';
  onTestFinished(() => void (process.execPath = path));
};

test('an evidence process that the system refuses to start ends, and nothing is thrown', async () => {
  refuseEveryStart();
  const refused = forkEvidenceProcess('evidence.mjs');
  refused.post({ number: 1 });
  expect(await new Promise((resolve) => refused.onEnd(resolve))).toBe(false);
  refused.kill();
});

test('a second process that the system refuses to start has no answer', async () => {
  refuseEveryStart();
  expect(await startNodeProcess('second.mjs')({} as never, { deadlineMs: 1000 })).toBeNull();
});
