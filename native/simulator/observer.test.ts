import { expect, test } from 'vitest';
import { patient, testBench } from './test-bench.ts';

const processesSeen = async (bench: ReturnType<typeof testBench>) => {
  const observations = await bench.value(bench.simulator.observe(bench.id, patient));
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
  const seen = { hostSocket: null, ...scanner.identity };
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
  const observations = await bench.value(bench.simulator.observe(bench.id, patient));
  expect(observations).toMatchObject([
    { hostSocket: 2, evidence: { kind: 'job', source: 'spooler', job: { pagesDone: 2, inProgress: true } } },
    { hostSocket: 2, evidence: { kind: 'static-socket', source: 'device-node', service: 'PRINT' } },
    { hostSocket: null, evidence: { kind: 'holders-counted', holders: 0 } },
  ]);
  expect(observations.every(({ evidence }) => evidence.at === bench.clock.now())).toBe(true);
});

test('we do not see ourselves', async () => {
  const bench = testBench();
  await bench.open();
  expect(await processesSeen(bench)).toEqual([]);
});

test('those who hold the device are counted, those who ended are not', async () => {
  const bench = testBench();
  const counted = async () => {
    const observations = await bench.value(bench.simulator.observe(bench.id, patient));
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
