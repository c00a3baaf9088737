import { describe, expect, test } from 'vitest';
import { jobsVisible } from '#app/evidence/source-report.ts';
import { present, testBench } from './test-bench.ts';

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
  const printPath = observations.filter(
    ({ evidence: { kind } }) => kind === 'job' || kind === 'static-socket',
  );
  expect(printPath).toMatchObject([
    {
      hostSocket: null,
      evidence: { kind: 'job', source: 'spooler', job: { pagesDone: 2, inProgress: true } },
    },
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
    { name: 'Test', ports: ['DOT4_002'], offline: false, jobs: 0 },
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

describe('jobs and ports', () => {
  const report = { document: 'A', user: 'ann', pagesDone: 0, pagesTotal: 9, pageEveryMs: 1_000 };
  const seenOf = async (bench: ReturnType<typeof testBench>, id: string) => {
    const sights = await bench.value(bench.simulator.look({ deadlineMs: 60_000 }));
    const { observations, sources } = present(sights.get(id));
    const jobs = observations.flatMap(({ evidence }) => (evidence.kind === 'job' ? [evidence.job] : []));
    return { jobs, isAllVisible: jobsVisible(sources) };
  };
  const withNeighbour = (queuePorts: readonly string[]) => {
    const bench = testBench({ queuePorts });
    bench.controls.world.addPrinter({ id: 'sim-other', name: 'Other printer', queue: 'Other' });
    bench.controls.world.printer(bench.id).queue.print(report);
    return bench;
  };

  test('the next free port is given to each printer', async () => {
    const bench = withNeighbour(['DOT4_001']);
    expect(bench.controls.world.printer('sim-other').port).toBe('DOT4_002');
    expect((await seenOf(bench, bench.id)).jobs).toHaveLength(1);
    expect(await seenOf(bench, 'sim-other')).toEqual({ jobs: [], isAllVisible: true });
  });

  test('the job of a pool is seen by each printer that it may print on', async () => {
    const bench = withNeighbour(['DOT4_001', 'DOT4_002']);
    for (const id of [bench.id, 'sim-other']) expect((await seenOf(bench, id)).jobs).toHaveLength(1);
  });

  test('where the port is not known no job is, and that is said', async () => {
    const bench = testBench({ port: null });
    bench.controls.world.printer(bench.id).queue.print(report);
    expect(await seenOf(bench, bench.id)).toEqual({ jobs: [], isAllVisible: false });
  });

  test('nor where the queue cannot be read', async () => {
    const bench = testBench();
    bench.controls.world.printer(bench.id).queue.print(report);
    bench.controls.world.unreadQueues.add('Test');
    expect(await seenOf(bench, bench.id)).toEqual({ jobs: [], isAllVisible: false });
  });
});
