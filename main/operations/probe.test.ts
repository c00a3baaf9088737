import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import { noSuchService, probedServices } from '#app/probe/probed-services.ts';
import { serviceFacts } from '#app/probe/service-facts.ts';
import { createSimulator } from '#native';
import { createVirtualClock } from '#native/testing.ts';
import type { Personality } from '#native/testing.ts';
import type { SocketNotes } from './own-sockets.ts';
import { jobBehindSlowLook, openBench, temporaryFolder } from '../testing/bench.ts';
import { personality } from '../testing/personalities.ts';
import { askServices } from './ask-services.ts';

const mfp = 'sim-m1522nf';
const printing = 'sim-p2055d';

const opened = async () => {
  const bench = openBench('office');
  await bench.run(bench.services.devices.refresh());
  const { simulator, services } = bench;
  return {
    ...bench,
    holdings: () => simulator.controls.holdings(mfp),
    sent: () => simulator.controls.counters(mfp).sent,
    facts: (id = mfp) =>
      Object.fromEntries(
        serviceFacts(services.session.state.devices[id]?.evidence ?? []).map(({ service, known, inUse }) => [
          service,
          [known.value, inUse.value],
        ]),
      ),
  };
};

test('the first step: which services are known, no channel, and nothing left', async () => {
  const { holdings, sent, facts, ask } = await opened();
  const [before, opens] = [holdings(), sent().OPEN_CHANNEL];
  const report = await ask<'probe'>({ kind: 'probe', deviceId: mfp, open: false });
  expect(report).toMatchObject({
    ok: true,
    value: { unasked: [], spared: [], leftBehind: [], cleanedUp: [] },
  });
  expect(facts()).toMatchObject({
    ECHO: [true, null],
    'HP-SCAN': [true, null],
    'HP-CARD-ACCESS': [false, null],
  });
  expect(Object.keys(facts()).sort()).toEqual([...probedServices].sort());
  expect(sent().OPEN_CHANNEL).toBe(opens);
  expect(holdings()).toEqual(before);
});

test('the second step: the leaked scan channel is in use, the others are free', async () => {
  const { holdings, facts, ask } = await opened();
  const before = holdings();
  const report = await ask<'probe'>({ kind: 'probe', deviceId: mfp, open: true });
  expect(report.ok).toBe(true);
  expect(facts()).toMatchObject({
    'HP-SCAN': [true, true],
    PRINT: [true, false],
    'HP-CARD-ACCESS': [false, null],
  });
  expect(holdings()).toEqual(before);
});

test('no channel is opened on a service that carries a job in progress', async () => {
  const { facts, ask } = await opened();
  const report = await ask<'probe'>({ kind: 'probe', deviceId: printing, open: true });
  expect(report).toMatchObject({ ok: true });
  expect(report.ok && report.value.spared).toContainEqual({ service: 'PRINT', because: 'job-in-progress' });
  expect(facts(printing)).toMatchObject({ PRINT: [true, null], 'HP-SCAN': [true, false] });
});

test('it is audited before and after, with the step that was asked for', async () => {
  const { audit, ask } = await opened();
  await ask<'probe'>({ kind: 'probe', deviceId: mfp, open: true });
  const [start, end] = audit();
  expect(start).toMatchObject({ record: 'probe-start', open: true, simulated: true, device: { id: mfp } });
  expect(end).toMatchObject({ record: 'probe-end', open: true, leftBehind: [], fault: null });
  expect(end?.record === 'probe-end' && end.evidence.length).toBeGreaterThan(probedServices.length);
});

test('nothing is asked when the audit trail cannot be written', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  const { run, services, simulator, ask } = openBench('office', join(folder, 'file'));
  await run(services.devices.refresh());
  const { opens } = simulator.controls.counters(mfp);
  const report = await ask<'probe'>({ kind: 'probe', deviceId: mfp, open: false });
  expect(report).toMatchObject({ fault: { kind: 'audit-unwritable' } });
  expect(simulator.controls.counters(mfp).opens).toBe(opens);
});

test('a driver that takes nothing from programs is not asked', async () => {
  const { run, services, simulator, sent, ask } = await opened();
  simulator.controls.setPersonality(mfp, { userMode: 'refused' });
  await run(services.devices.refresh());
  const { CREATE_SOCKET } = sent();
  expect(await ask<'probe'>({ kind: 'probe', deviceId: mfp, open: true })).toMatchObject({
    fault: { kind: 'profile-forbids', feature: 'probe-channels', because: 'driver-takes-nothing' },
  });
  expect(sent().CREATE_SOCKET).toBe(CREATE_SOCKET);
});

test('stopped half way, it destroys its socket; what was answered stays; a second one is refused', async () => {
  const { clock, run, services, simulator, holdings, facts, ask, begin } = await opened();
  const before = holdings();
  simulator.controls.setFault(mfp, 'OPEN_CHANNEL', { kind: 'stall' });
  const probing = begin<'probe'>({ kind: 'probe', deviceId: mfp, open: true });
  expect(await ask<'probe'>({ kind: 'probe', deviceId: mfp, open: false })).toMatchObject({
    fault: { kind: 'busy', operation: 'probe' },
  });
  clock.after(200, () => services.operations.cancel(probing.id));
  expect(await run(probing.report)).toMatchObject({ fault: { kind: 'cancelled' } });
  expect(holdings()).toEqual(before);
  expect(Object.keys(facts())).toEqual(['ECHO']);
});

test('closing the program half way destroys the socket too', async () => {
  const { clock, run, services, simulator, holdings, begin } = await opened();
  simulator.controls.setFault(mfp, 'OPEN_CHANNEL', { kind: 'stall' });
  const probing = begin<'probe'>({ kind: 'probe', deviceId: mfp, open: true });
  clock.after(200, () => void services.close());
  expect(await run(probing.report)).toMatchObject({ fault: { kind: 'cancelled' } });
  expect(holdings()).toMatchObject({ hostSockets: [4], openHandles: 0 });
});

test('a driver that answers nothing costs no more than the time for all of it', async () => {
  const { clock, simulator, holdings, ask } = await opened();
  const before = holdings();
  simulator.controls.setFault(mfp, 'OPEN_CHANNEL', { kind: 'stall' });
  const from = clock.now();
  const report = await ask<'probe'>({ kind: 'probe', deviceId: mfp, open: true });
  expect(report.ok && report.value.unasked.length).toBeGreaterThan(0);
  expect(clock.now() - from).toBeLessThan(25_000);
  expect(holdings()).toEqual(before);
});

/** A link of a simulated printer, with notes that remember what was written into them. */
const asking = async (personalityOf: Partial<Personality>) => {
  const clock = createVirtualClock();
  const simulator = createSimulator({
    clock,
    build: (world) =>
      void world.addPrinter({ id: 'sim-test', name: 'Test', queue: 'Test', personality: personalityOf }),
  });
  onTestFinished(() => clock.runUntil(simulator.close()));
  const { shapes } = simulator.profileOf(simulator.controls.world.printer('sim-test').device);
  const link = await clock.runUntil(simulator.open('sim-test', { deadlineMs: 1000, shapes }));
  if (!link.ok) throw new Error(link.fault.kind);
  const noted = new Set<number>();
  let most = 0;
  const notes: SocketNotes = {
    made: (hostSocket) => {
      most = Math.max(most, noted.add(hostSocket).size);
    },
    gone: (hostSocket) => void noted.delete(hostSocket),
    stillOurs: () => [],
    take: () => false,
  };
  const ask = () =>
    clock.runUntil(
      askServices(link.value, notes, {
        services: probedServices,
        opens: () => true,
        signal: new AbortController().signal,
        now: () => clock.now(),
        onStep: () => undefined,
      }),
    );
  return {
    simulator,
    ask,
    noted,
    mostNoted: () => most,
    holdings: () => simulator.controls.holdings('sim-test'),
  };
};

test('of every driver that takes requests: nothing is left, and one socket at a time is noted', async () => {
  await fc.assert(
    fc.asyncProperty(personality, async (one) => {
      fc.pre(one.userMode === 'accepted');
      const { ask, noted, mostNoted, holdings } = await asking(one);
      const { leftBehind, stopped } = await ask();
      expect([leftBehind, stopped, [...noted]]).toEqual([[], null, []]);
      expect(mostNoted()).toBe(1);
      expect(holdings()).toMatchObject({ hostSockets: [], openChannels: 0 });
    }),
    { numRuns: 40 },
  );
});

test('where our socket cannot be destroyed nothing more is asked, and it is told', async () => {
  const { simulator, ask } = await asking({});
  const ntstatus = ntStatus('STATUS_ACCESS_DENIED');
  simulator.controls.setFault('sim-test', 'DESTROY_SOCKET', { kind: 'force-status', ntstatus });
  const { leftBehind, answers } = await ask();
  expect(leftBehind).toHaveLength(1);
  expect(answers.map(({ service }) => service)).toEqual(probedServices.slice(0, 1));
});

test('a service that no printer has is asked for first', async () => {
  const { ask } = await asking({});
  expect(await ask()).toMatchObject({ control: { kind: 'refused' } });
  expect(probedServices).not.toContain(noSuchService);
});

test('a job that began while a slow look for the table was under way has its service spared', async () => {
  const { run, ask, services, simulator, clock } = await opened();
  const { forTheTable } = await jobBehindSlowLook({ services, simulator, clock }, mfp);
  const report = await ask<'probe'>({ kind: 'probe', deviceId: mfp, open: true });
  await run(forTheTable);
  expect(report.ok && report.value.spared).toContainEqual({ service: 'PRINT', because: 'job-in-progress' });
});
