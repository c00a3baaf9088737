import { expect, onTestFinished, test } from 'vitest';
import { openBench } from '../testing/bench.ts';
import { startLiveUpdates } from './live-updates.ts';

const opened = async () => {
  const bench = openBench('office');
  const { simulator, services, clock } = bench;
  const looks: number[] = [];
  const updates = startLiveUpdates(
    simulator,
    services.session,
    {
      ...services.devices,
      observeAll: () => {
        looks.push(clock.now());
        return services.devices.observeAll();
      },
    },
    clock,
    (error) => expect.unreachable(String(error)),
  );
  onTestFinished(() => updates.stop());
  const setUpdates = (rateMs: 500 | 1_000 | 10_000, isPaused: boolean): void =>
    services.session.dispatch({ type: 'updates-set', updates: { rateMs, isPaused } });
  await clock.advance(100);
  /** Looks by the clock within this much time. */
  const looksIn = async (ms: number): Promise<number> => {
    looks.length = 0;
    await clock.advance(ms);
    return looks.length;
  };
  return { ...bench, setUpdates, looksIn };
};

test('looks are as frequent as was chosen, from then on', async () => {
  const { setUpdates, looksIn } = await opened();
  expect(await looksIn(10_000)).toBe(10);
  setUpdates(500, false);
  expect(await looksIn(10_000)).toBeGreaterThanOrEqual(18);
  setUpdates(10_000, false);
  expect(await looksIn(30_100)).toBe(3);
});

test('paused: nothing is looked at by the clock; going on looks at once', async () => {
  const { setUpdates, looksIn } = await opened();
  setUpdates(1_000, true);
  expect(await looksIn(60_000)).toBe(0);
  setUpdates(1_000, false);
  expect(await looksIn(10)).toBe(1);
});

test('paused: what comes by itself still comes', async () => {
  const { setUpdates, simulator, services, clock } = await opened();
  setUpdates(1_000, true);
  simulator.controls.world.unplug('sim-3055');
  await clock.advance(100);
  expect(services.session.state.devices['sim-3055']?.presence).toBe('gone');
});

test('no look ever asks the driver', async () => {
  const { setUpdates, simulator, clock } = await opened();
  const before = simulator.controls.counters('sim-m1522nf');
  setUpdates(500, false);
  await clock.advance(30_000);
  expect(simulator.controls.counters('sim-m1522nf')).toEqual(before);
});
