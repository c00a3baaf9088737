import { EventEmitter } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import type { Simulator } from '#native';
import { openBench } from '../testing/bench.ts';
import { followPower } from './follow-power.ts';
import { startLiveUpdates } from './live-updates.ts';

const mfp = 'sim-m1522nf';

const openComputer = () => {
  const bench = openBench('office');
  const { services, simulator, clock } = bench;
  const power = new EventEmitter();
  const errors: unknown[] = [];
  const updates = startLiveUpdates(simulator, services.session, services.devices, clock, (error) =>
    errors.push(error),
  );
  onTestFinished(() => updates.stop());
  followPower(power, { driver: simulator, updates }, (error) => errors.push(error));
  return { ...bench, power, errors };
};

/** The audit trail is on a real disk: its record is written before the link is opened. */
const untilOpen = async ({ controls }: Simulator): Promise<void> => {
  while (controls.holdings(mfp).openHandles === 0) await new Promise((next) => setImmediate(next));
};

test('a scan that the computer falls asleep over ends, and its link is closed', async () => {
  const { clock, run, simulator, power, scan, begin } = openComputer();
  await clock.advance(100);
  const scanning = begin<'scan'>({ kind: 'scan', deviceId: mfp });
  await run(untilOpen(simulator));
  power.emit('suspend');
  expect((await run(scanning.report)).ok).toBe(false);
  expect(simulator.controls.holdings(mfp)).toMatchObject({ openHandles: 0, pendingRequests: 0 });
  expect(await scan(mfp)).toEqual({
    ok: false,
    fault: { kind: 'asleep', deviceId: mfp },
  });
});

test('nothing is looked at while the computer sleeps, and everything as soon as it has woken up', async () => {
  const { clock, services, simulator, power, errors } = openComputer();
  await clock.advance(100);
  power.emit('suspend');
  simulator.controls.world.unplug(mfp);
  await clock.advance(60_000);
  expect(services.session.state.devices[mfp]?.presence).toBe('present');
  power.emit('resume');
  await clock.advance(100);
  expect(services.session.state.devices[mfp]?.presence).toBe('gone');
  expect(errors).toEqual([]);
});

test('a device can be used again after waking up, however often that is told', async () => {
  const { clock, power, scan } = openComputer();
  await clock.advance(100);
  power.emit('suspend');
  power.emit('resume');
  power.emit('resume');
  await clock.advance(100);
  expect((await scan(mfp)).ok).toBe(true);
});
