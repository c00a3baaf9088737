import { describe, expect, test } from 'vitest';
import type { OperationOf } from '#app/operations/operation.ts';
import { ok } from '#app/result.ts';
import { liveChannel } from '#app/session/channels.ts';
import type { Simulator } from '#native';
import { closeTarget, openBench } from '../testing/bench.ts';

const id = 'sim-one';
const hour = 3_600_000;
type World = Simulator['controls']['world'];

const onePrinter = (world: World): void => {
  world.addPrinter({ id, name: 'HP LaserJet M1522nf MFP', queue: 'LaserJet' });
};
/** A program that left its scan channel behind. */
const withLeakedScan = (world: World): void => {
  onePrinter(world);
  const program = world.startProgram('ScanToPC.exe');
  program.openChannel(id, program.createSocket(id, 'HP-SCAN').hostSocket);
  program.die();
};

/** Notes when the look began that a close compares with what was confirmed. */
const opened = async (
  build: (world: World) => void,
  hostSocket: number,
  { saysArrival = true }: { saysArrival?: boolean } = {},
) => {
  const looks: number[] = [];
  const bench = openBench(build, undefined, {
    wrap: (simulator) => ({
      ...simulator,
      discover: async (limits) => {
        const found = await simulator.discover(limits);
        if (!found.ok || saysArrival) return found;
        return ok({
          ...found.value,
          devices: found.value.devices.map((device) => ({ ...device, arrivedAt: null })),
        });
      },
      look: (options) => {
        if (options.fresh === true) looks.push(bench.clock.monotonicMs());
        return simulator.look(options);
      },
    }),
  });
  const { run, services, simulator, clock } = bench;
  const { session, devices, operations } = services;
  await clock.advance(1_000);
  await run(devices.refresh());
  await run(services.lookAtChannel(id, hostSocket));
  const printer = simulator.controls.world.printer(id);
  const key = liveChannel(session.state, id, hostSocket)?.key ?? '';
  looks.length = 0;
  return {
    ...bench,
    world: simulator.controls.world,
    printer,
    looks,
    row: () => session.state.channels[key],
    /** What a person confirms now, closed while something else happens at some ms of it. */
    closeWhile: async (
      atMs: number,
      happens: () => void,
      { overJob = false, isBehind = false }: { overJob?: boolean; isBehind?: boolean } = {},
    ) => {
      const target = closeTarget(session.state, id, hostSocket, { overJob });
      const from = clock.monotonicMs();
      clock.after(atMs, happens);
      if (isBehind) void services.lookAtChannel(id, hostSocket);
      const closing = operations.start<'close'>({ kind: 'close', deviceId: id, targets: [target] });
      if (!closing.ok) throw new Error(closing.fault.kind);
      const outcome = outcomeOf(await run(closing.value.ended));
      return { outcome, tookMs: clock.monotonicMs() - from, lookedAfterMs: (looks.at(-1) ?? hour) - from };
    },
  };
};

const outcomeOf = ({ closings: [closing] }: OperationOf<'close'>) => {
  if (closing?.outcome == null) throw new Error('a close without an outcome');
  return closing.outcome;
};

/** Out and in again, and another program is given the number. */
const replug = ({ world }: { world: World }) => {
  world.unplug(id);
  world.plugIn(id);
  const other = world.startProgram('Other.exe');
  other.createSocket(id, 'HP-SCAN');
  return other;
};

describe('unplugged and plugged in at any ms of a close: the socket that another program made is left alone', () => {
  const atOnce = 40;
  const blocks = [0, 1, 2].map((block) => block * atOnce);
  const outcomes = new Set<string>();

  test.each(blocks)('from %i ms on', async (fromMs) => {
    for (let atMs = fromMs; atMs < fromMs + atOnce; atMs += 1) {
      const bench = await opened(withLeakedScan, 4);
      const { outcome, tookMs } = await bench.closeWhile(atMs, () => replug(bench));
      if (tookMs < atMs) break;
      const { model } = bench.printer.stack;
      const { sent } = bench.simulator.controls.counters(id);
      const left = { sockets: [...model.sockets.keys()], sent: sent.DESTROY_SOCKET };
      expect({ atMs, outcome, ...left }).toEqual({ atMs, outcome, sockets: [4], sent: 0 });
      await bench.run(bench.services.devices.refresh());
      expect({ atMs, outcome, phase: bench.row()?.phase.kind }).toEqual({ atMs, outcome, phase: 'gone' });
      outcomes.add(outcome.kind === 'failed' ? outcome.fault.kind : outcome.kind);
    }
  });

  test('that was before its look, between its look and its request, and after it', async () => {
    const bench = await opened(withLeakedScan, 4);
    const { outcome, tookMs } = await bench.closeWhile(hour, () => undefined);
    expect(outcome.kind).toBe('freed');
    expect(tookMs).toBeLessThan(blocks.length * atOnce);
    expect([...outcomes].sort()).toEqual(['device-gone', 'not-as-confirmed', 'refused', 'unconfirmed']);
  });
});

test('where Windows does not say when a device arrived, a row that saw it leave is enough', async () => {
  const bench = await opened(withLeakedScan, 4, { saysArrival: false });
  const { services, simulator, world, run } = bench;
  const target = closeTarget(services.session.state, id, 4);
  expect(target.confirmed.arrivedAt).toBeNull();
  // the close waits for its turn
  const scan = services.operations.start<'scan'>({ kind: 'scan', deviceId: id });
  const closing = services.operations.start<'close'>({ kind: 'close', deviceId: id, targets: [target] });
  await bench.clock.advance(20);
  world.unplug(id);
  await run(services.devices.refresh());
  replug(bench).die();
  await run(services.devices.refresh());
  if (!scan.ok || !closing.ok) throw new Error('refused');
  expect(outcomeOf(await run(closing.value.ended))).toMatchObject({
    fault: { kind: 'not-as-confirmed', change: { kind: 'device-came-back' } },
  });
  expect(simulator.controls.counters(id).sent.DESTROY_SOCKET).toBe(0);
  expect([...bench.printer.stack.model.sockets.keys()]).toEqual([4]);
  expect(bench.row()?.phase.kind).toBe('gone');
});

describe('a job that begins at any ms before the look of a close is not cut off', () => {
  const print = ({ printer: { queue } }: Awaited<ReturnType<typeof opened>>, document: string): void => {
    queue.print({ document, user: 'ann', pagesDone: 0, pagesTotal: 9, pageEveryMs: hour });
  };

  const cases = [
    ['where none was', withLeakedScan, false],
    [
      'where another was, to which the express yes was given',
      (world: World): void => {
        withLeakedScan(world);
        world.printer(id).queue.print({
          ...{ document: 'Asked about.pdf', user: 'bob', pagesDone: 1, pagesTotal: 9, pageEveryMs: hour },
        });
      },
      true,
    ],
  ] as const;
  const places = [
    { isBehind: false, atLeast: 3 },
    { isBehind: true, atLeast: 10 },
  ];

  test.each(cases.flatMap((one) => places.map((place) => [...one, place] as const)))(
    '%s',
    async (_name, build, overJob, { isBehind, atLeast }) => {
      let tried = 0;
      for (let atMs = 0; ; atMs += 1) {
        const bench = await opened(build, 2);
        const { printer, simulator } = bench;
        const begins = (): void => {
          for (const { id: asked } of printer.queue.jobs) printer.queue.cancel(asked);
          print(bench, 'Nobody was asked.pdf');
        };
        const { outcome, lookedAfterMs } = await bench.closeWhile(atMs, begins, { overJob, isBehind });
        if (atMs >= lookedAfterMs) break;
        tried += 1;
        expect({ atMs, outcome }).toMatchObject({
          outcome: {
            kind: 'failed',
            fault: { kind: 'not-as-confirmed', change: { kind: 'new-job', what: 'Nobody was asked.pdf' } },
          },
        });
        expect(simulator.controls.counters(id).sent.DESTROY_SOCKET).toBe(0);
        expect(printer.queue.jobs).toMatchObject([{ document: 'Nobody was asked.pdf', inProgress: true }]);
      }
      expect(tried).toBeGreaterThan(atLeast);
    },
  );
});
