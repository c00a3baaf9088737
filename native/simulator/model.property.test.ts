import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import { maxChannels, maxHostSocket, minHostSocket } from '#app/dot4/sockets.ts';
import type { CallOptions, DeviceLink } from '../port.ts';
import { modelServices, type Service } from './services.ts';
import type { Socket } from './socket.ts';
import { present, socketArguments, testBench, type TestBench } from './test-bench.ts';

/** Enough services that 128 channels can be reached. */
const services: readonly Service[] = [
  ...modelServices,
  ...Array.from({ length: 150 }, (_, i) => ({ name: `V-${i}`, socket: 60 + i })),
];

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('create' as const), pick: fc.nat(services.length - 1) }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('open' as const), pick: fc.nat(300) }) },
  ...(
    ['destroy', 'close', 'wait', 'read', 'write', 'activity', 'peripheral', 'abort', 'advance'] as const
  ).map((what) => ({ weight: 2, arbitrary: fc.record({ do: fc.constant(what), pick: fc.nat(300) }) })),
  ...(['leak', 'unplug'] as const).map((what) => ({
    weight: 1,
    arbitrary: fc.record({ do: fc.constant(what), pick: fc.nat(300) }),
  })),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A number out of those that exist, or one that mostly does not. */
const pickFrom = (existing: readonly number[], pick: number): number =>
  pick % 5 === 0 ? pick % 256 : (existing[pick % Math.max(1, existing.length)] ?? pick % 256);

const holdsInvariants = ({ controls, id }: TestBench): void => {
  const { model, dispatcher } = controls.world.printer(id).stack;
  expect(model.channels.size).toBeLessThanOrEqual(maxChannels);
  const rightlyNumbered = ([id, { hostSocket }]: readonly [number, Socket]): boolean =>
    id === hostSocket && id >= minHostSocket && id <= maxHostSocket;
  expect([...model.sockets].every(rightlyNumbered)).toBe(true);
  const channels = [...model.channels.values()];
  expect(new Set(channels.map(({ socket }) => socket.service.socket)).size).toBe(channels.length);
  expect(channels.every(({ socket }) => model.sockets.get(socket.hostSocket) === socket)).toBe(true);
  const counters = controls.counters(id);
  const holdings = controls.holdings(id);
  expect(counters.opens).toBe(counters.closes + holdings.openHandles);
  const sent = Object.values(counters.sent).reduce((sum, count) => sum + count, 0);
  expect(sent).toBe(counters.completed + dispatcher.inFlight.size);
};

interface Run {
  readonly bench: TestBench;
  readonly links: DeviceLink[];
  readonly aborts: AbortController[];
  readonly answers: Promise<Result<unknown, Fault>>[];
}

const take = async ({ bench, links, aborts, answers }: Run, action: Step): Promise<void> => {
  const { controls, id, clock } = bench;
  const { pick } = action;
  const link = present(links[pick % links.length]);
  const abort = new AbortController();
  const options: CallOptions = { deadlineMs: 1 + ((pick * 7) % 60), signal: abort.signal };
  const hostSocket = pickFrom(controls.holdings(id).hostSockets, pick);
  const channelHandle = pickFrom([...controls.world.printer(id).stack.model.channels.keys()], pick);
  const send = (answer: Promise<Result<unknown, Fault>>): void => {
    aborts.push(abort);
    answers.push(answer);
  };
  switch (action.do) {
    case 'create':
      return send(link.createSocket({ ...socketArguments, service: present(services[pick]).name }, options));
    case 'open':
      return send(link.openChannel({ hostSocket, addActivity: pick % 2 === 0 }, options));
    case 'destroy':
      return send(link.destroySocket({ hostSocket }, options));
    case 'close':
      return send(link.closeChannel({ channelHandle }, options));
    case 'wait':
      return send(link.waitForChannel({ hostSocket, addActivity: false }, options));
    case 'read':
      return send(link.read({ channelHandle, size: pick, timeoutMs: pick % 40 }, options));
    case 'write':
      return send(
        link.write({ channelHandle, data: new Uint8Array(pick * 300), timeoutMs: pick % 40 }, options),
      );
    case 'activity':
      return send(link.waitActivity(options));
    case 'peripheral':
      return void controls.peripheralOpensChannel(id, hostSocket);
    case 'abort':
      return aborts[pick % Math.max(1, aborts.length)]?.abort();
    case 'advance':
      return clock.advance(pick % 20);
    case 'leak': {
      if (controls.holdings(id).hostSockets.length > 250) return;
      const program = controls.world.startProgram('leaky.exe');
      program.createSocket(id, present(services[pick % services.length]).name);
      return program.die();
    }
    case 'unplug':
      controls.world.unplug(id);
      controls.world.plugIn(id);
      links.push(await bench.open());
      return;
  }
};

/** Hundreds of thousands of small steps: on a busy machine they take longer than the usual limit. */
const slow = { timeout: 60_000 };

test('whatever is asked, the model keeps its invariants and every call is answered', slow, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 120, size: 'max' }), async (steps) => {
      const bench = testBench({ services });
      const run: Run = { bench, links: [await bench.open()], aborts: [], answers: [] };
      for (const action of steps) {
        await take(run, action);
        holdsInvariants(bench);
      }
      await bench.clock.advance(2_000);
      await bench.clock.runUntil(Promise.all(run.answers));
      holdsInvariants(bench);
      expect(bench.controls.holdings(bench.id)).toMatchObject({ pendingRequests: 0, requestsOnTheWay: 0 });
      await bench.clock.runUntil(bench.simulator.close());
      expect(bench.controls.holdings(bench.id).openHandles).toBe(0);
      expect(bench.clock.timers).toBe(0);
    }),
    { numRuns: 100 },
  );
});

test('128 channels can be opened, and never one more', async () => {
  const bench = testBench({ services });
  const link = await bench.open();
  const created = services.map(({ name }) =>
    bench.value(link.createSocket({ ...socketArguments, service: name }, { deadlineMs: 1_000 })),
  );
  const outcomes: boolean[] = [];
  for (const { hostSocket } of await Promise.all(created)) {
    const opening = link.openChannel({ hostSocket, addActivity: false }, { deadlineMs: 1_000 });
    outcomes.push((await bench.clock.runUntil(opening)).ok);
  }
  expect(outcomes.filter((opened) => opened)).toHaveLength(maxChannels);
  expect(outcomes.indexOf(false)).toBe(maxChannels);
});
