import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { fuzzProperties } from './fuzz/properties.ts';

// Goes on until something is found, or until --seconds have passed. --only NAME: one property; --seed N: the first seed.

const { values } = parseArgs({
  options: { seconds: { type: 'string' }, only: { type: 'string' }, seed: { type: 'string' } },
});
const chosen = fuzzProperties.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) {
  console.error(
    `There is no such property. There are: ${fuzzProperties.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

const endsAt = performance.now() + Number(values.seconds ?? Infinity) * 1_000;
const runsAtOnce = 500;
const firstSeed = Number(values.seed ?? Date.now() % 1_000_000_000);

for (let round = 0; performance.now() < endsAt; round += 1) {
  for (const { name, property } of chosen) {
    const found = await fc.check(property(), { seed: firstSeed + round, numRuns: runsAtOnce });
    if (found.failed) {
      console.error(`${name}, seed ${found.seed}:`);
      console.error(fc.defaultReportMessage(found));
      console.error(found.errorInstance);
      process.exit(1);
    }
  }
  console.log(
    `round ${round + 1}, seed ${firstSeed + round}: ${runsAtOnce} runs of each of ${chosen.length} held`,
  );
}
