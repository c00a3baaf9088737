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

test('what the watch found is not discovered a second time, and is looked at once', async () => {
  const { simulator, services, clock, setUpdates } = await opened();
  setUpdates(10_000, false);
  await clock.advance(1_000);
  const before = simulator.controls.looks();
  simulator.controls.world.unplug('sim-3055');
  expect(services.session.state.devices['sim-3055']?.presence).toBe('gone');
  await clock.advance(1_000);
  simulator.controls.world.plugIn('sim-3055');
  await clock.advance(1_000);
  expect(services.session.state.devices['sim-3055']).toMatchObject({ presence: 'present' });
  expect(services.session.state.devices['sim-3055']?.sources).toHaveLength(4);
  const { discoveries, looks } = simulator.controls.looks();
  expect([discoveries - before.discoveries, looks - before.looks]).toEqual([0, 2]);
});

test('a device that arrives while a slow look is under way is there at once, and looked at next', async () => {
  const { simulator, services, clock, setUpdates } = await opened();
  const { world } = simulator.controls;
  world.unplug('sim-3055');
  await clock.advance(100);
  world.slowSources.set('spooler', 2_000);
  setUpdates(500, false);
  await clock.advance(600);
  world.plugIn('sim-3055');
  expect(services.session.state.devices['sim-3055']).toMatchObject({ presence: 'present', sources: [] });
  world.slowSources.clear();
  await clock.advance(2_100);
  expect(services.session.state.devices['sim-3055']?.sources).toHaveLength(4);
});

test('a bug in taking over what the watch found is reported, and the updates go on', async () => {
  const { simulator, services, clock } = openBench('office');
  const errors: unknown[] = [];
  const broken = {
    ...services.devices,
    found: () => {
      throw new Error('a bug');
    },
  };
  const updates = startLiveUpdates(simulator, services.session, broken, clock, (error) => errors.push(error));
  onTestFinished(() => updates.stop());
  await clock.advance(100);
  simulator.controls.world.unplug('sim-3055');
  expect(errors).toEqual([new Error('a bug')]);
  const { looks } = simulator.controls.looks();
  await clock.advance(5_000);
  expect(simulator.controls.looks().looks).toBeGreaterThan(looks + 3);
});
