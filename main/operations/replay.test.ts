import { expect, onTestFinished, test } from 'vitest';
import { confirmedOf } from '#app/operations/confirmed.ts';
import { operationKinds } from '#app/operations/kinds.ts';
import { remedyPlan } from '#app/remedy/plan.ts';
import { liveChannel } from '#app/session/channels.ts';
import { reduce } from '#app/session/reduce.ts';
import { initialState } from '#app/session/state.ts';
import type { StampedEvent } from '#app/session/event.ts';
import { environment } from '#app/testing/stamped.ts';
import { startLiveUpdates } from '../session/live-updates.ts';
import { openBench } from '../testing/bench.ts';

const mfp = 'sim-m1522nf';
const printing = 'sim-p2055d';

/** A working day in short: every kind of operation, a cable, a clock that is set, rows that come and go. */
const workingDay = async () => {
  const bench = openBench('office');
  const { services, simulator, clock, run, perform, begin, ask, scan, measure, close } = bench;
  const { session, devices } = services;
  const { world } = simulator.controls;
  const updates = startLiveUpdates(simulator, session, devices, clock, (error) => {
    throw error;
  });
  onTestFinished(() => updates.stop());
  await clock.advance(100);
  await measure(mfp);
  await scan(mfp);
  await scan(printing);
  const search = begin<'find'>({ kind: 'find', deviceId: mfp, complaint: 'scan', agreedTo: ['scan'] });
  services.operations.skip(search.id, 'try');
  await run(search.report);
  clock.set(-3_600_000);
  await close(mfp, 4);
  await close(printing, 2);
  await clock.advance(10_000);
  const channel = liveChannel(session.state, printing, 2);
  const device = session.state.devices[printing];
  if (channel === null || device === undefined) throw new Error('the job has no row');
  const action = remedyPlan(channel, device, environment).find(({ kind }) => kind === 'cancel-job')?.action;
  await perform<'remedy'>({
    kind: 'remedy',
    deviceId: printing,
    hostSocket: 2,
    generation: channel.generation,
    step: 'cancel-job',
    action: action ?? null,
    confirmed: confirmedOf(channel, device),
  });
  clock.set(7_200_000);
  await ask<'probe'>({ kind: 'probe', deviceId: mfp, open: true });
  await ask<'trial'>({ kind: 'trial', deviceId: mfp, service: 'ECHO' });
  world.startProgram('ScanToPC.exe').createSocket(mfp, 'HP-SCAN');
  await scan(mfp);
  world.unplug(mfp);
  await clock.advance(3_000);
  world.plugIn(mfp);
  await run(devices.refresh());
  simulator.controls.setPersonality(mfp, { userMode: 'refused' });
  await scan(mfp);
  services.operations.dismiss(1);
  await clock.advance(1_000);
  return bench;
};

test('the events of a whole session, written down and read again, lead to the same state', async () => {
  const { events, services } = await workingDay();
  const { state } = services.session;
  expect(new Set(Object.values(state.operations).map(({ kind }) => kind))).toEqual(new Set(operationKinds));
  expect(new Set(events.map(({ type }) => type))).toEqual(
    new Set([
      ...['discovered', 'profiles-read', 'observed', 'services-probed', 'socket-looked-at', 'swept'],
      ...['operation-started', 'operation-changed', 'step-skipped', 'closing-ended', 'operation-ended'],
    ]),
  );
  const read = JSON.parse(JSON.stringify(events)) as StampedEvent[];
  expect(read.reduce(reduce, initialState(environment))).toEqual(state);
  // each stamped in the order of arrival, on a clock that never goes back
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
  const times = events.map(({ ms }) => ms);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});
