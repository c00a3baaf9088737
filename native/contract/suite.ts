import type { ContractHarness, FeatureName, Runner } from './harness.ts';
import { Stage } from './stage.ts';

/** A group of cases adds itself to a suite. */
export interface Suite {
  /** `needs`: features without which the case is registered as skipped, with the harness's reason. */
  readonly test: (name: string, needs: readonly FeatureName[], run: (stage: Stage) => Promise<void>) => void;
}

export type Group = (suite: Suite) => void;

export const suiteOf = (runner: Runner, harness: ContractHarness, group: string): Suite => ({
  test(name, needs, run) {
    const refusal = harness.refuses?.(group, name) ?? null;
    const lacking = needs.flatMap((feature) => harness.lacks[feature] ?? []);
    const reasons = refusal === null ? lacking : [refusal];
    if (reasons.length > 0) {
      runner.it.skip(`${name} (skipped: ${[...new Set(reasons)].join('; ')})`, () => Promise.resolve());
      return;
    }
    runner.it(name, async () => {
      const bench = await harness.start();
      try {
        const stage = new Stage(bench, harness.lacks);
        await run(stage);
        await stage.leaveNothing();
      } finally {
        await bench.stop();
      }
    });
  },
});
