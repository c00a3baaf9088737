import { expect, onTestFinished, test } from 'vitest';
import { notMeasured } from '#app/dot4/profile.ts';
import { remedyPlan } from '#app/remedy/plan.ts';
import { liveChannel } from '#app/session/channels.ts';
import { environment } from '#app/testing/stamped.ts';
import { verdictSentence } from '#app/words/verdict.ts';
import { startLiveUpdates } from '../session/live-updates.ts';
import { openBench } from '../testing/bench.ts';

const scanner = 'sim-scan-m1522nf';
const stuckPrinter = 'sim-stuckprint-p2055d';
const kernel = { program: null };
const hourMs = 3_600_000;
/** Back and forth, by a little and by a lot. */
const steps = [-hourMs, -600_000, hourMs, 24 * hourMs];

const opened = async () => {
  const bench = openBench('crashed-scan');
  const { simulator, services, clock } = bench;
  const { session } = services;
  const updates = startLiveUpdates(simulator, session, services.devices, clock, (error) => {
    throw error;
  });
  onTestFinished(() => updates.stop());
  await clock.advance(100);
  await bench.scan(scanner);
  return {
    ...bench,
    row: () => liveChannel(session.state, scanner, 4),
    rows: () => Object.values(session.state.channels).filter(({ hostSocket }) => hostSocket === 4),
  };
};

test.each(steps)('the clock is set by %i ms: a program that ends later is not called stuck', async (byMs) => {
  const { clock, scan, row, rows, simulator, run, services } = await opened();
  clock.set(byMs);
  // the program crashes
  await clock.advance(10_000);
  await run(services.devices.refresh());
  expect(row()?.suspicion.level).not.toBe('stuck');
  await scan(scanner);
  expect(row()?.suspicion).toMatchObject({ level: 'stuck', rule: 'holder-ended' });
  clock.set(byMs);
  simulator.controls.world.printer(scanner).stack.model.destroySocket(4, kernel);
  await scan(scanner);
  expect(rows().map(({ phase, facts }) => [phase.kind, facts.exists.value])).toEqual([['gone', false]]);
  clock.set(byMs);
  await clock.advance(3_000);
  expect(rows()).toEqual([]);
});

test.each(steps)('set by %i ms after a close: its row leaves in time', async (byMs) => {
  const { clock, close, rows } = await opened();
  expect((await close(scanner, 4)).outcome.kind).toBe('freed');
  clock.set(byMs);
  await clock.advance(4_000);
  expect(rows()).toHaveLength(1);
  await clock.advance(4_000);
  expect(rows()).toEqual([]);
});

test.each(steps)('set by %i ms in the middle of a close: freed, and the row says so, too', async (byMs) => {
  const { clock, close, rows } = await opened();
  clock.after(60, () => clock.set(byMs));
  const { outcome } = await close(scanner, 4);
  expect(outcome.kind).toBe('freed');
  expect(rows().map(({ phase, facts }) => [phase.kind, facts.exists.value])).toEqual([['gone', false]]);
});

test('after an unconfirmed destroy the row ends when nothing speaks for it, and a later job is another channel', async () => {
  const bench = openBench('stuck-print', undefined, {
    wrap: (simulator) => ({ ...simulator, profileOf: () => notMeasured }),
  });
  const { clock, run, services, simulator, close } = bench;
  const { session } = services;
  const { queue } = simulator.controls.world.printer(stuckPrinter);
  const row = () => liveChannel(session.state, stuckPrinter, 2);
  const lookAgain = async (afterMs: number) => {
    await clock.advance(afterMs);
    await run(services.devices.refresh());
  };
  await lookAgain(0);
  const before = row();
  expect(before?.generation).toBe(1);
  expect((await close(stuckPrinter, 2, { overJob: true })).outcome).toMatchObject({
    kind: 'unconfirmed',
    because: 'not-measured',
  });
  await lookAgain(2_000);
  const [job] = queue.jobs;
  queue.cancel(job?.id ?? 0);
  await lookAgain(5_000);
  expect(row()).toBeNull();
  queue.print({ document: 'Next day.pdf', user: 'ann', pagesDone: 0, pagesTotal: 4, pageEveryMs: 1e9 });
  await lookAgain(60_000);
  const after = row();
  const device = session.state.devices[stuckPrinter];
  if (after === null || device === undefined) throw new Error('the later job has no row');
  expect(after.generation).toBe(2);
  expect(after.facts.exists.value).toBe(true);
  const ladder = remedyPlan(after, device, environment);
  expect(ladder.map(({ kind }) => kind)).toContain('cancel-job');
  expect(ladder.find(({ kind }) => kind === 'cancel-job')?.target).toContain('Next day.pdf');
});

test('after an unconfirmed destroy a job that is seen at the next look is another channel, too', async () => {
  const bench = openBench('stuck-print', undefined, {
    wrap: (simulator) => ({ ...simulator, profileOf: () => notMeasured }),
  });
  const { run, services, simulator, close } = bench;
  const { queue } = simulator.controls.world.printer(stuckPrinter);
  await run(services.devices.refresh());
  expect((await close(stuckPrinter, 2, { overJob: true })).outcome.kind).toBe('unconfirmed');
  for (const { id } of queue.jobs) queue.cancel(id);
  queue.print({ document: 'Next.pdf', user: 'ann', pagesDone: 0, pagesTotal: 4, pageEveryMs: 1e9 });
  await run(services.devices.refresh());
  const { state } = services.session;
  expect(state.channels[`${stuckPrinter}#2#1`]?.phase.kind).toBe('gone');
  expect(liveChannel(state, stuckPrinter, 2)).toMatchObject({
    generation: 2,
    facts: { exists: { value: true }, job: { value: { document: 'Next.pdf' } } },
  });
});

test.each(steps)('set by %i ms after a program ended: how long ago stays true', async (byMs) => {
  const { clock, run, services } = await opened();
  await clock.advance(120_000);
  clock.set(byMs);
  await clock.advance(9 * 60_000);
  const found = services.operations.start<'find'>({
    ...{ kind: 'find', deviceId: scanner, complaint: 'scan', agreedTo: ['scan'] },
  });
  if (!found.ok) throw new Error(JSON.stringify(found.fault));
  const { outcome } = await run(found.value.ended);
  expect(outcome?.kind === 'done' ? verdictSentence(outcome.report) : outcome).toMatch(
    / ended (10|11) minutes ago/,
  );
});
