import { bridgeProperties } from '../../main/testing/fuzz-bridge.ts';
import { commandLineProperties } from '../../main/testing/fuzz-command-line.ts';
import { fileProperties } from '../../main/testing/fuzz-files.ts';
import type { FuzzProperty } from '../../main/testing/fuzz-files.ts';

/** All that is fuzzed: with a fixed seed in the tests, without end by `npm run fuzz`. */
export const fuzzProperties: readonly FuzzProperty[] = [
  ...fileProperties,
  ...bridgeProperties,
  ...commandLineProperties,
];
