import { expect, test } from 'vitest';
import { testBench } from './test-bench.ts';

const processesSeen = async (bench: ReturnType<typeof testBench>) => {
  const { observations } = await bench.sight();
  return observations.flatMap(({ hostSocket, evidence }) =>
    evidence.kind === 'process' ? [{ hostSocket, ...evidence.process }] : [],
  );
};

test('a program that died before the first look left no trace', async () => {
  const bench = testBench();
  const scanner = bench.controls.world.startProgram('scan.exe');
  scanner.createSocket(bench.id, 'HP-SCAN');
  scanner.die();
  expect(await processesSeen(bench)).toEqual([]);
});

test('a running holder is seen without its socket, and after its end with the time of it', async () => {
  const bench = testBench();
  const scanner = bench.controls.world.startProgram('scan.exe');
  scanner.createSocket(bench.id, 'HP-SCAN');
  const seen = { hostSocket: null, ...scanner.identity, startedAt: String(scanner.startedAt) };
  expect(await processesSeen(bench)).toEqual([{ ...seen, endedAt: null }]);
  await bench.clock.advance(5_000);
  const endedAt = bench.clock.now();
  scanner.die();
  await bench.clock.advance(5_000);
  expect(await processesSeen(bench)).toEqual([{ ...seen, endedAt }]);
});

test('a program that let go of the device is not told any more while it runs', async () => {
  const bench = testBench();
  const scanner = bench.controls.world.startProgram('scan.exe');
  scanner.createSocket(bench.id, 'HP-SCAN');
  expect(await processesSeen(bench)).toHaveLength(1);
  scanner.finishWith(bench.id);
  expect(await processesSeen(bench)).toEqual([]);
  expect(bench.controls.holdings(bench.id)).toMatchObject({ hostSockets: [], openHandles: 0 });
});

test('the print path shows in the spooler and in no process list', async () => {
  const bench = testBench();
  const { queue } = bench.controls.world.printer(bench.id);
  queue.print({ document: 'A', user: 'ann', pagesDone: 1, pagesTotal: 9, pageEveryMs: 1_000 });
  await bench.clock.advance(1_500);
  const askedAt = bench.clock.now();
  const { observations } = await bench.sight();
  const printPath = observations.filter(({ hostSocket }) => hostSocket !== null);
  expect(printPath).toMatchObject([
    { hostSocket: 2, evidence: { kind: 'job', source: 'spooler', job: { pagesDone: 2, inProgress: true } } },
    { hostSocket: 2, evidence: { kind: 'static-socket', source: 'device-node', service: 'PRINT' } },
  ]);
  const counts = observations.flatMap(({ evidence }) =>
    evidence.kind === 'holders-counted' ? [evidence.holders] : [],
  );
  expect(counts).toEqual([0]);
  expect(observations.every(({ evidence }) => evidence.at === askedAt)).toBe(true);
});

test('we do not see ourselves', async () => {
  const bench = testBench();
  await bench.open();
  expect(await processesSeen(bench)).toEqual([]);
});

test('those who hold the device are counted, those who ended are not', async () => {
  const bench = testBench();
  const counted = async () => {
    const { observations } = await bench.sight();
    return observations.flatMap(({ evidence }) =>
      evidence.kind === 'holders-counted' ? [evidence.holders] : [],
    );
  };
  expect(await counted()).toEqual([0]);
  const scanner = bench.controls.world.startProgram('scan.exe');
  scanner.createSocket(bench.id, 'HP-SCAN');
  expect(await counted()).toEqual([1]);
  scanner.die();
  expect(await counted()).toEqual([0]);
});

test('services, queues, ports and the device node are told of each device', async () => {
  const bench = testBench({ port: 'DOT4_002' });
  const { observations } = await bench.sight();
  const pieces = observations.map(({ evidence }) => evidence);
  expect(pieces.flatMap((piece) => (piece.kind === 'service' ? [piece.service.name] : []))).toEqual([
    'Pml Driver HPZ12',
    'Net Driver HPZ12',
    'stisvc',
    'Spooler',
  ]);
  expect(pieces.flatMap((piece) => (piece.kind === 'queue' ? [piece.queue] : []))).toMatchObject([
    { name: 'Test', port: 'DOT4_002', offline: false, jobs: 0 },
  ]);
  expect(pieces.flatMap((piece) => (piece.kind === 'node' ? [piece.node.port] : []))).toEqual(['DOT4_002']);
});

test('each source says what it could not see, and one that is silent costs the others nothing', async () => {
  const bench = testBench();
  bench.controls.world.silentSources.add('spooler');
  const { observations, sources } = await bench.sight();
  expect(Object.fromEntries(sources.map(({ source, result }) => [source, result]))).toEqual({
    processes: { kind: 'looked', unseen: ['kernel-clients', 'used-sockets', 'ended-before'] },
    'windows-service': { kind: 'looked', unseen: [] },
    spooler: { kind: 'not-looked', because: 'deadline', call: null, systemError: null },
    'device-node': { kind: 'looked', unseen: [] },
  });
  const told = new Set(observations.map(({ evidence }) => evidence.source));
  expect([...told].toSorted()).toEqual(['device-node', 'processes', 'windows-service']);
});
