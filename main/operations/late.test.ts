import { expect, test } from 'vitest';
import { ok } from '#app/result.ts';
import { environment } from '#app/testing/stamped.ts';
import { createSimulator } from '#native';
import { createVirtualClock } from '#native/testing.ts';
import { deadlines } from '../deadlines.ts';
import { createServices } from '../services.ts';
import { openBench, temporaryFolder } from '../testing/bench.ts';

const mfp = 'sim-m1522nf';

/** Refused in time, a little late, much later than any question waits. */
const delays = [0, 20, 38, 60, 150, 400, 5_000];
const cases = (['declared', 'measured'] as const).flatMap((origin) =>
  delays.map((delayMs) => [delayMs, origin] as const),
);

const benchWith = async (origin: 'declared' | 'measured') => {
  const bench = openBench('office');
  await bench.run(bench.services.devices.refresh());
  if (origin === 'measured') await bench.measure(mfp);
  const rows = () =>
    Object.values(bench.services.session.state.channels).filter(({ deviceId }) => deviceId === mfp);
  const beLate = (delayMs: number) =>
    bench.simulator.controls.setFault(mfp, 'WAIT_FOR_CHANNEL', { kind: 'delay', delayMs });
  return { ...bench, rows, beLate };
};

test.each(cases)('refused %s ms late (%s): a scan makes no socket up', async (delayMs, origin) => {
  const { scan, rows, beLate } = await benchWith(origin);
  beLate(delayMs);
  const scanned = await scan(mfp);
  const isClear = delayMs < 1_000;
  expect(scanned).toMatchObject({
    value: { found: isClear ? 1 : 0, unclear: isClear ? 0 : 255 },
  });
  expect(rows().map(({ hostSocket }) => hostSocket)).toEqual(isClear ? [4] : []);
});

test.each(cases)(
  'refused %s ms late (%s): a close that worked is not “still there”',
  async (delayMs, origin) => {
    const { scan, close, simulator, rows, beLate } = await benchWith(origin);
    await scan(mfp);
    beLate(delayMs);
    const { outcome } = await close(mfp, 4);
    expect(simulator.controls.holdings(mfp).hostSockets).toEqual([]);
    expect(outcome).toMatchObject(
      delayMs < 1_000 ? { kind: 'freed' } : { kind: 'unconfirmed', because: 'recheck-unclear' },
    );
    expect(rows().filter(({ suspicion }) => suspicion.level === 'stuck')).toEqual([]);
  },
);

test('what is late only after the scan makes nothing suspect, and nothing gone', async () => {
  const { scan, rows, beLate } = await benchWith('declared');
  await scan(mfp);
  const [before] = rows();
  beLate(5_000);
  expect(await scan(mfp)).toMatchObject({ value: { found: 0, unclear: 255 } });
  expect(rows()).toMatchObject([
    { key: before?.key, facts: before?.facts, suspicion: before?.suspicion, phase: before?.phase },
  ]);
});

/** Services on this many printers, each with this many sockets of a program that died. */
const printersWith = async (printers: number, sockets: number) => {
  const clock = createVirtualClock();
  const ids = Array.from({ length: printers }, (_none, index) => `sim-${index}`);
  const driver = createSimulator({
    clock,
    build: (world) => {
      for (const id of ids) {
        world.addPrinter({ id, name: id, queue: id });
        const program = world.startProgram('leaky.exe');
        for (let made = 0; made < sockets; made += 1) program.createSocket(id, 'HP-SCAN');
        program.die();
      }
    },
  });
  const written = () => Promise.resolve(ok(undefined));
  const { devices, operations } = createServices({
    ...{ driver, environment, clock, dataFolder: temporaryFolder(), program: 'window' },
    audit: { append: written, flush: written },
  });
  await clock.runUntil(devices.refresh());
  const scan = async (chosen: readonly string[]) => {
    const from = clock.monotonicMs();
    const all = chosen.map((deviceId) => operations.start<'scan'>({ kind: 'scan', deviceId }));
    const ended = await clock.runUntil(
      Promise.all(all.map(async (started) => (started.ok ? started.value.ended : null))),
    );
    return { outcomes: ended.map((one) => one?.outcome), tookMs: clock.monotonicMs() - from };
  };
  return { driver, ids, scan };
};

test.each([0, 8, 128])('a scan of %s sockets costs three probe times at most', async (sockets) => {
  const { ids, scan } = await printersWith(1, sockets);
  const { outcomes, tookMs } = await scan(ids);
  expect(outcomes).toMatchObject([{ kind: 'done', report: { found: sockets, unclear: 0 } }]);
  expect(tookMs).toBeLessThanOrEqual(3 * deadlines.probe);
});

test('devices are scanned side by side, in the time of the slowest', async () => {
  const { driver, ids, scan } = await printersWith(12, 2);
  driver.controls.setFault('sim-7', 'WAIT_FOR_CHANNEL', { kind: 'delay', delayMs: 60 });
  const alone = await scan(['sim-7']);
  const all = await scan(ids);
  expect(all.outcomes).toMatchObject(ids.map(() => ({ kind: 'done', report: { found: 2 } })));
  expect(all.tookMs).toBeLessThanOrEqual(2 * alone.tookMs);
});
