import { strict as assert } from 'node:assert';
import { deviceIdOf } from '../windows/discovery/device-id.ts';
import type { Stage } from './stage.ts';
import type { TestPrograms } from './test-programs.ts';
import type { WindowsBench } from './windows-bench.ts';

const mostMs = 2000;

/** A device arrives, leaves and comes back: each is told within two seconds of being done. */
export const watchArrivals = async (
  stage: Stage,
  bench: WindowsBench,
  programs: TestPrograms,
): Promise<void> => {
  const isThere = async (instanceId: string): Promise<boolean> => {
    const { devices } = await stage.value(bench.driver.discover(stage.options()));
    return devices.some(({ id }) => id === deviceIdOf(instanceId));
  };
  await stage.value(bench.driver.discover(stage.options()));
  let told = 0;
  const stop = bench.driver.watch(() => (told += 1));
  const noticed = async <T>(change: () => Promise<T>): Promise<T> => {
    const before = told;
    const changed = await change();
    const start = performance.now();
    await stage.until('the change was told', () => told > before);
    const took = performance.now() - start;
    assert.ok(took <= mostMs, `it was told after ${Math.round(took)} ms`);
    return changed;
  };
  try {
    for (let round = 0; round < 2; round++) {
      const [arrived] = await noticed(() => programs.installDevices(1));
      assert.ok(arrived);
      assert.ok(await isThere(arrived.instanceId));
      await noticed(() => programs.removeDevice(arrived.instanceId));
      assert.ok(!(await isThere(arrived.instanceId)));
    }
  } finally {
    stop();
  }
};
