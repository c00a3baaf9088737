import { expect, test } from 'vitest';
import { keptRequests } from '#app/requests/record.ts';
import type { RequestTrace } from '#app/requests/trace.ts';
import { createVirtualClock } from '#native/testing.ts';
import { openBench } from '../testing/bench.ts';
import { createRequestLog } from './request-log.ts';

const trace = (hostSocket: number): RequestTrace => ({
  ...{ request: 'DESTROY_SOCKET', code: 0x3a202a, hostSocket, channelHandle: null, durationMs: 1 },
  ...{ input: Uint8Array.of(hostSocket), output: { size: 0, content: null } },
  end: { kind: 'kept' },
});

const bench = () => {
  const clock = createVirtualClock();
  const told: string[] = [];
  return { clock, told, log: createRequestLog(clock, (deviceId) => told.push(deviceId)) };
};

test('keeps the last requests of each device and counts all of them', () => {
  const { log } = bench();
  for (let count = 1; count <= keptRequests + 7; count += 1) log.add('one', trace(count % 256));
  log.add('other', trace(9));
  const { records, total } = log.since('one', 0);
  expect(total).toBe(keptRequests + 7);
  expect(records.map(({ id }) => id)).toEqual(Array.from({ length: keptRequests }, (_none, i) => i + 8));
  expect(records[0]?.input.hex).toBe('08');
  expect(log.since('other', 0).records).toHaveLength(1);
  expect(log.since('nobody', 0)).toEqual({ records: [], total: 0 });
});

test('tells only what is new', () => {
  const { log } = bench();
  for (const socket of [1, 2, 3]) log.add('one', trace(socket));
  expect(log.since('one', 2).records.map(({ hostSocket }) => hostSocket)).toEqual([3]);
  expect(log.since('one', 3).records).toEqual([]);
});

test('says that it has grown, a few times a second at most', async () => {
  const { clock, told, log } = bench();
  for (let count = 0; count < 50; count += 1) {
    log.add('one', trace(1));
    await clock.advance(10);
  }
  expect(told).toEqual(['one', 'one']);
  log.stop();
  log.add('one', trace(1));
  await clock.advance(1_000);
  expect(told).toHaveLength(2);
});

test('what a scan asked is in the log of its device, with status and socket', async () => {
  const { run, services, scan } = openBench('office');
  await run(services.devices.refresh());
  expect(services.requests.since('sim-m1522nf', 0).total).toBe(0);
  await scan('sim-m1522nf');
  const { records, total } = services.requests.since('sim-m1522nf', 0);
  // every number once, and controls beside them
  expect(total).toBeGreaterThanOrEqual(255);
  expect(records.find(({ ntstatus }) => ntstatus?.code === 0xc0000225)).toMatchObject({
    ...{ request: 'WAIT_FOR_CHANNEL', code: 0x3a2026, end: 'completed' },
    ntstatus: { name: 'STATUS_NOT_FOUND' },
    input: { bytes: 8 },
  });
  expect(services.requests.since('sim-3055', 0).total).toBe(0);
});
