import { expect, test } from 'vitest';
import { patient, socketArguments, testBench } from './test-bench.ts';

const inFlight = 50;

/** `rounds` times `work`, `inFlight` at a time. */
const repeat = async (rounds: number, work: () => Promise<void>): Promise<void> => {
  let left = rounds;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
};

const nothing = { hostSockets: [], openChannels: 0, pendingRequests: 0, requestsOnTheWay: 0, openHandles: 0 };

test('no socket, request or timer is left after 10,000 sockets', async () => {
  const { open, clock, controls, id } = testBench();
  const link = await open();
  const rounds = repeat(10_000, async () => {
    const made = await link.createSocket(socketArguments, patient);
    if (!made.ok) throw new Error(made.fault.kind);
    await link.destroySocket({ hostSocket: made.value.hostSocket }, patient);
  });
  await clock.runUntil(rounds);
  await clock.runUntil(link.close());
  expect(controls.counters(id)).toMatchObject({ sent: { CREATE_SOCKET: 10_000, DESTROY_SOCKET: 10_000 } });
  expect(controls.counters(id).completed).toBe(20_000);
  expect(controls.holdings(id)).toEqual(nothing);
  expect(clock.timers).toBe(0);
});

test('no channel, request or timer is left after 1,000 channels', async () => {
  const { open, clock, controls, id, value } = testBench();
  const link = await open();
  const { hostSocket } = await value(link.createSocket(socketArguments, patient));
  for (let round = 0; round < 1000; round++) {
    const channel = await value(link.openChannel({ hostSocket, addActivity: true }, patient));
    await value(link.closeChannel(channel, patient));
  }
  await value(link.destroySocket({ hostSocket }, patient));
  await clock.runUntil(link.close());
  expect(controls.counters(id)).toMatchObject({ sent: { OPEN_CHANNEL: 1000, CLOSE_CHANNEL: 1000 } });
  expect(controls.holdings(id)).toEqual(nothing);
  expect(clock.timers).toBe(0);
});

test('no handle or timer is left after a device was opened 1,000 times', async () => {
  const { open, clock, controls, id } = testBench();
  for (let round = 0; round < 1000; round++) await clock.runUntil((await open()).close());
  expect(controls.counters(id)).toMatchObject({ opens: 1000, closes: 1000 });
  expect(controls.holdings(id)).toEqual(nothing);
  expect(clock.timers).toBe(0);
});
