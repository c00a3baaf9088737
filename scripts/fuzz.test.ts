import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzProperties } from './fuzz/properties.ts';

test.each(fuzzProperties)('$name', { timeout: 120_000 }, async ({ property }) => {
  await fc.assert(property(), { seed: 20_260_301, numRuns: 200 });
});

test('each has a name of its own', () => {
  expect(new Set(fuzzProperties.map(({ name }) => name)).size).toBe(fuzzProperties.length);
});
