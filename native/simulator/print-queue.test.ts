import { expect, test } from 'vitest';
import { testBench } from './test-bench.ts';

const report = { document: 'Report', user: 'ann', pagesDone: 3, pagesTotal: 5, pageEveryMs: 1_000 };

test('a job prints page after page, holds the PRINT channel meanwhile, and leaves', async () => {
  const { clock, controls, id } = testBench();
  const { queue } = controls.world.printer(id);
  queue.print(report);
  expect(queue.jobs).toMatchObject([{ kind: 'print', queue: 'Test', pagesDone: 3, inProgress: true }]);
  expect(controls.holdings(id)).toMatchObject({ hostSockets: [2], openChannels: 1 });
  await clock.advance(999);
  expect(queue.jobs[0]?.pagesDone).toBe(3);
  await clock.advance(1);
  expect(queue.jobs[0]?.pagesDone).toBe(4);
  await clock.advance(1_000);
  expect(queue.jobs).toEqual([]);
  expect(controls.holdings(id)).toMatchObject({ hostSockets: [], openChannels: 0 });
  expect(clock.timers).toBe(0);
});

test('a job whose channel is torn down stays in the queue and prints no further', async () => {
  const { clock, controls, id } = testBench();
  const { queue, stack } = controls.world.printer(id);
  queue.print(report);
  stack.model.destroySocket(2, { program: null });
  await clock.advance(60_000);
  expect(queue.jobs).toMatchObject([{ pagesDone: 3, inProgress: false }]);
});

test('a job cannot start while another program holds the channel', () => {
  const { controls, id } = testBench();
  const hog = controls.world.startProgram('hog.exe');
  hog.openChannel(id, hog.createSocket(id, 'PRINT').hostSocket);
  expect(controls.world.printer(id).queue.print(report).inProgress).toBe(false);
});

test('unplugging stops the job; the old job does not go on when the printer is back', async () => {
  const { clock, controls, id } = testBench();
  const { queue } = controls.world.printer(id);
  queue.print(report);
  controls.world.unplug(id);
  controls.world.plugIn(id);
  await clock.advance(60_000);
  expect(queue.jobs).toMatchObject([{ pagesDone: 3, inProgress: false }]);
});
