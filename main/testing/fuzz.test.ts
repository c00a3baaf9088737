import fc from 'fast-check';
import { test } from 'vitest';
import { bridgeProperties } from './fuzz-bridge.ts';
import { commandLineProperties } from './fuzz-command-line.ts';

test.each([...bridgeProperties, ...commandLineProperties])(
  '$name',
  { timeout: 120_000 },
  async ({ property }) => {
    await fc.assert(property(), { seed: 20_260_301, numRuns: 300 });
  },
);
