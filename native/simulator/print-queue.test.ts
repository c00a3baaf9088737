import { describe, expect, test } from 'vitest';
import { jobStates } from '#app/evidence/job.ts';
import type { JobDescription } from './print-queue.ts';
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

test('a job whose channel is torn down stays in the queue with an error and prints no further', async () => {
  const { clock, controls, id } = testBench();
  const { queue, stack } = controls.world.printer(id);
  queue.print(report);
  stack.model.destroySocket(2, { program: null });
  expect(queue.jobs).toMatchObject([{ pagesDone: 3, inProgress: false, states: ['error'] }]);
  await clock.advance(60_000);
  expect(queue.jobs).toMatchObject([{ pagesDone: 3, inProgress: false }]);
});

test('a job cannot start while another program holds the channel, and starts once it is free', async () => {
  const { clock, controls, id } = testBench();
  const { queue, stack } = controls.world.printer(id);
  const hog = controls.world.startProgram('hog.exe');
  const { hostSocket } = hog.createSocket(id, 'PRINT');
  hog.openChannel(id, hostSocket);
  expect(queue.print(report).inProgress).toBe(false);
  await clock.advance(10_000);
  expect(queue.jobs).toMatchObject([{ inProgress: false, pagesDone: 3 }]);
  stack.model.destroySocket(hostSocket, { program: null });
  await clock.advance(1_000);
  expect(queue.jobs).toMatchObject([{ inProgress: true }]);
  await clock.advance(2_000);
  expect(queue.jobs).toEqual([]);
  expect(clock.timers).toBe(0);
});

test('of two queues of one printer, the second prints when the first is done', async () => {
  const { clock, controls, id } = testBench();
  const { queue } = controls.world.printer(id);
  const other = controls.world.addQueue({ name: 'Duplex', ports: queue.ports, driver: queue.driver });
  queue.print(report);
  expect(other.print(report).inProgress).toBe(false);
  await clock.advance(3_000);
  expect([queue.jobs.length, other.jobs]).toMatchObject([0, [{ inProgress: true }]]);
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

describe('several jobs', () => {
  const opened = () => {
    const bench = testBench();
    const { queue, stack } = bench.controls.world.printer(bench.id);
    const said = () => queue.jobs.map(({ document, states }) => [document, ...(states ?? [])]);
    const job = (document: string, more: Partial<JobDescription> = {}) =>
      queue.print({ ...report, document, ...more });
    return { ...bench, queue, stack, said, job };
  };

  test('one prints, the others wait, and the next starts when it is done', async () => {
    const { clock, job, said, controls, id } = opened();
    for (const document of ['A', 'B', 'C']) job(document);
    expect(said()).toEqual([['A', 'printing'], ['B'], ['C']]);
    expect(controls.holdings(id).hostSockets).toEqual([2]);
    await clock.advance(2_000);
    expect(said()).toEqual([['B'], ['C']]);
    expect(controls.holdings(id).hostSockets).toEqual([]);
    await clock.advance(300);
    expect(said()).toEqual([['B', 'printing'], ['C']]);
    await clock.advance(60_000);
    expect(said()).toEqual([]);
    expect(clock.timers).toBe(0);
  });

  test('when it is cancelled, too', async () => {
    const { clock, queue, job, said } = opened();
    const { id: first } = job('A');
    job('B');
    expect(queue.cancel(first)).toBe(true);
    await clock.advance(300);
    expect(said()).toEqual([['B', 'printing']]);
  });

  test('behind one that lost its channel they wait; one that is paused is passed by', async () => {
    const { clock, queue, stack, job, said } = opened();
    job('A');
    job('B', { states: ['paused'] });
    const { id: last } = job('C');
    stack.model.destroySocket(2, { program: null });
    await clock.advance(60_000);
    expect(said()).toEqual([['A', 'error'], ['B', 'paused'], ['C']]);
    queue.cancel(11);
    await clock.advance(300);
    expect(said()).toEqual([
      ['B', 'paused'],
      ['C', 'printing'],
    ]);
    queue.change(last, ['paused']);
    expect(said()).toEqual([
      ['B', 'paused'],
      ['C', 'paused'],
    ]);
    queue.change(12, []);
    expect(said()[0]).toEqual(['B', 'printing']);
  });

  test.each(jobStates.filter((state) => state !== 'printing' && state !== 'restart'))(
    'one that is %s has no channel, or holds it and prints no page',
    async (state) => {
      const { clock, job, queue, controls, id } = opened();
      const { id: jobId } = job('A', { states: [state] });
      expect(controls.holdings(id).hostSockets).toEqual([]);
      queue.change(jobId, ['printing', state]);
      await clock.advance(60_000);
      expect(queue.jobs).toMatchObject([{ pagesDone: 3, inProgress: true }]);
      expect(controls.holdings(id).hostSockets).toEqual([2]);
    },
  );

  test('each has the time at which it was submitted', async () => {
    const { clock, job } = opened();
    const first = job('A');
    await clock.advance(1_000);
    const second = job('B');
    expect(Date.parse(second.submittedAt ?? '') - Date.parse(first.submittedAt ?? '')).toBe(1_000);
  });
});
