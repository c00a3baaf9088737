import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startRelay, type Way } from './relay.ts';

/** What arrives of this at the other end, when the client ends. */
const carried = async (sent: readonly Buffer[], way?: Way): Promise<Buffer> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const relay = await startRelay((server.address() as AddressInfo).port, way);
  onTestFinished(() => {
    relay.close();
    server.close();
  });
  const arriving = once(server, 'connection').then(async ([socket]) => {
    const pieces: Buffer[] = [];
    for await (const piece of socket as AsyncIterable<Buffer>) pieces.push(piece);
    return Buffer.concat(pieces);
  });
  const client = connect(relay.port, '127.0.0.1');
  for (const piece of sent)
    await new Promise<void>((resolve) => void client.write(piece, () => setImmediate(resolve)));
  client.end();
  const arrived = await arriving;
  expect(relay.bytes.to).toBe(arrived.length);
  return arrived;
};

const sent = Array.from({ length: 400 }, (_none, index) => Buffer.alloc(1 + ((index * 131) % 900), index));

test.each<[string, Way]>([
  ['a short way', {}],
  ['a way with latency, a width and losses', { latencyMs: 3.4, bitsPerSecond: 20_000_000, lostShare: 0.01 }],
])('%s keeps every byte in its order', async (_what, way) => {
  expect((await carried(sent, way)).equals(Buffer.concat(sent))).toBe(true);
});

test('a narrow way takes its time', async () => {
  const from = performance.now();
  await carried([Buffer.alloc(20_000)], { bitsPerSecond: 800_000 });
  expect(performance.now() - from).toBeGreaterThan(199);
});
