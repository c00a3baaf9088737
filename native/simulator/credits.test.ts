import { expect, test } from 'vitest';
import { patient, present, socketArguments, testBench } from './test-bench.ts';

const openChannel = async (service: string, readBufferSize: number = 0x7fff) => {
  const bench = testBench();
  const link = await bench.open();
  const args = { ...socketArguments, service, readBufferSize };
  const { hostSocket } = await bench.value(link.createSocket(args, patient));
  const { channelHandle } = await bench.value(link.openChannel({ hostSocket, addActivity: true }, patient));
  const write = (bytes: number, timeoutMs: number = 0) =>
    link.write({ channelHandle, data: new Uint8Array(bytes), timeoutMs }, patient);
  const channel = present(bench.controls.world.printer(bench.id).stack.model.channels.get(channelHandle));
  return { ...bench, link, channelHandle, write, channel };
};

test('a packet spends a credit, and the peripheral grants it back over time', async () => {
  const { clock, value, write, channel } = await openChannel('PRINT');
  const initial = channel.credits.available;
  expect(await value(write(2_500))).toBe(2_500);
  expect(channel.credits.available).toBe(initial - 3);
  await clock.advance(10);
  expect(channel.credits.available).toBe(initial);
});

test('a WRITE beyond its credit waits for more, and its length is answered whole', async () => {
  const { value, write, channel } = await openChannel('PRINT');
  expect(await value(write(1_000 * (channel.credits.available + 5)))).toBe(21_000);
});

test('a peripheral that grants nothing back lets WRITE pend until ulTimeout', async () => {
  const { controls, id, clock, fault, write, channel } = await openChannel('PRINT');
  controls.setGrantsCredits(id, false);
  expect(await fault(write(100_000, 700))).toMatchObject({
    kind: 'refused',
    ntstatus: { name: 'STATUS_IO_TIMEOUT' },
  });
  await clock.advance(10_000);
  expect(channel.credits.available).toBe(0);
  const later = write(10);
  await clock.advance(10_000);
  expect(controls.holdings(id).pendingRequests).toBe(1);
  controls.setGrantsCredits(id, true);
  expect(await clock.runUntil(later)).toEqual({ ok: true, value: 10 });
});

test('an ECHO whose answers nobody reads withholds its credit until they are read', async () => {
  const { controls, id, clock, value, write, link, channelHandle } = await openChannel('ECHO', 4_000);
  const writing = write(60_000);
  await clock.advance(10_000);
  expect(controls.holdings(id).pendingRequests).toBe(1);
  let read = 0;
  while (read < 60_000)
    read += (await value(link.read({ channelHandle, size: 8_000, timeoutMs: 0 }, patient))).length;
  expect(await value(writing)).toBe(60_000);
  expect(read).toBe(60_000);
});

test('credit that a WRITE waited for is told as an activity', async () => {
  const { value, write, link, clock } = await openChannel('PRINT');
  const waiting = link.waitActivity(patient);
  await clock.advance(5);
  await value(write(30_000));
  expect(await value(waiting)).toMatchObject({ message: 'stream-credits' });
});

test('no timer is left when a channel goes while its credit is still out', async () => {
  const { controls, id, clock, value, write } = await openChannel('PRINT');
  await value(write(5_000));
  expect(clock.timers).toBeGreaterThan(0);
  controls.world.unplug(id);
  expect(clock.timers).toBe(0);
});

test('no timer is left of the ulTimeout of a READ that was answered at once', async () => {
  const { clock, value, write, link, channelHandle } = await openChannel('ECHO');
  await value(write(5));
  await clock.advance(5);
  await value(link.read({ channelHandle, size: 5, timeoutMs: 30_000 }, patient));
  expect(clock.timers).toBe(0);
});
