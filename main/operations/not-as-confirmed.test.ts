import { describe, expect, test } from 'vitest';
import { liveChannel } from '#app/session/channels.ts';
import type { Simulator } from '#native';
import { closeTarget, openBench } from '../testing/bench.ts';

const id = 'sim-one';
const hour = 3_600_000;
type World = Simulator['controls']['world'];

const printed = (document: string, pagesDone = 1) => ({
  ...{ document, user: 'ann', pagesDone, pagesTotal: 99, pageEveryMs: hour },
});

/** A printer whose three channels are seen: a job prints, another waits, and a program scans and echoes. */
const opened = async () => {
  const bench = openBench((world: World): void => {
    world.addPrinter({ id, name: 'HP LaserJet M1522nf MFP', queue: 'LaserJet' });
    world.printer(id).queue.print(printed('In progress.pdf'));
    world.printer(id).queue.print(printed('Waits.pdf', 0));
    const scanner = world.startProgram('ScanToPC.exe');
    for (const service of ['HP-SCAN', 'ECHO']) scanner.createSocket(id, service);
  });
  const { run, services, simulator, clock } = bench;
  const { session, devices } = services;
  const { world } = simulator.controls;
  await clock.advance(1_000);
  await run(devices.refresh());
  await bench.scan(id);
  const [scanner] = world.programs;
  if (scanner === undefined) throw new Error('nobody scans');
  return {
    ...bench,
    world,
    scanner,
    queue: world.printer(id).queue,
    sockets: () => simulator.controls.holdings(id).hostSockets,
    sent: () => simulator.controls.counters(id).sent.DESTROY_SOCKET,
    /** Closes all three rows as they were confirmed, with the express yes, after something happened. */
    closeAfter: async (happens: () => void | Promise<void>) => {
      const targets = [2, 4, 6].map((hostSocket) =>
        closeTarget(session.state, id, hostSocket, { overJob: hostSocket === 2 }),
      );
      await happens();
      const { closings } = await bench.perform<'close'>({ kind: 'close', deviceId: id, targets });
      return Object.fromEntries(
        closings.map(({ hostSocket, outcome, sent }) => {
          const fault = outcome?.kind === 'failed' ? outcome.fault : null;
          const why = fault?.kind === 'not-as-confirmed' ? fault.change.kind : fault?.kind;
          return [hostSocket, sent ? (outcome?.kind ?? null) : (why ?? null)];
        }),
      );
    },
  };
};
type Bench = Awaited<ReturnType<typeof opened>>;

/** Another process of the same number has the device. */
const sameIdAgain =
  ({ world, scanner, clock }: Bench) =>
  async (): Promise<void> => {
    scanner.finishWith(id);
    scanner.die();
    await clock.advance(10);
    const other = world.startProgram(scanner.identity.name, scanner.identity.pid);
    for (const service of ['HP-SCAN', 'ECHO']) other.createSocket(id, service);
  };
const replug =
  ({ world, clock }: Bench) =>
  async (): Promise<void> => {
    world.unplug(id);
    await clock.advance(10);
    world.plugIn(id);
  };

const allFreed = { 2: 'freed', 4: 'freed', 6: 'freed' };

describe('what is new or other ends its row with nothing sent, and the others go on', () => {
  test.each<
    [name: string, change: (bench: Bench) => () => void | Promise<void>, closed: object, requests: number]
  >([
    ['nothing changed', () => () => undefined, allFreed, 3],
    [
      'a third job came into the queue',
      ({ queue }) =>
        () =>
          void queue.print(printed('Came later.pdf')),
      { ...allFreed, 2: 'new-job' },
      2,
    ],
    [
      'the job in progress went, and one that nobody was asked about prints',
      ({ queue }) =>
        () => {
          for (const { id: asked } of queue.jobs) queue.cancel(asked);
          queue.print(printed('Came later.pdf'));
        },
      { ...allFreed, 2: 'new-job' },
      2,
    ],
    [
      'a second program opened the device: which channel it uses nobody sees',
      ({ world }) =>
        () =>
          void world.startProgram('Other.exe').open(id),
      { 2: 'freed', 4: 'other-holder', 6: 'other-holder' },
      1,
    ],
    [
      'the process id is another program’s',
      sameIdAgain,
      { 2: 'freed', 4: 'other-holder', 6: 'other-holder' },
      1,
    ],
  ])('%s', async (_name, change, closed, requests) => {
    const bench = await opened();
    const outcomes = await bench.closeAfter(change(bench));
    expect(outcomes).toEqual(closed);
    expect(bench.sent()).toBe(requests);
    expect(bench.sockets()).toHaveLength(3 - requests);
  });

  test('a device that came back: none of its rows is what was confirmed', async () => {
    const bench = await opened();
    const outcomes = await bench.closeAfter(replug(bench));
    expect(outcomes).toEqual({ 2: 'device-came-back', 4: 'device-came-back', 6: 'device-came-back' });
    expect(bench.sent()).toBe(0);
  });

  test('less speaks for one of them than was confirmed', async () => {
    const bench = await opened();
    const { scanner, services, run, world, perform } = bench;
    scanner.die();
    await run(services.devices.refresh());
    await bench.scan(id);
    const { state } = services.session;
    expect(liveChannel(state, id, 4)?.suspicion.level).toBe('stuck');
    const [stuck, open] = [4, 6].map((hostSocket) => closeTarget(state, id, hostSocket));
    if (stuck === undefined || open === undefined) throw new Error('no rows');
    const suspicion = { level: 'none', rule: null } as const;
    const targets = [stuck, { ...open, confirmed: { ...open.confirmed, suspicion } }];
    // a second program that had the device open: which of the two left the sockets nobody sees
    const other = world.startProgram('Other.exe');
    other.open(id);
    await run(services.devices.refresh());
    other.die();
    const { closings } = await perform<'close'>({ kind: 'close', deviceId: id, targets });
    expect(closings.map(({ outcome }) => outcome)).toMatchObject([
      { fault: { kind: 'not-as-confirmed', change: { kind: 'other-grounds', what: 'none' } } },
      { kind: 'freed' },
    ]);
    expect(bench.sent()).toBe(1);
    expect(bench.sockets()).toContain(4);
  });
});

describe('what is less does not stop a close', () => {
  test.each<[name: string, change: (bench: Bench) => () => void, closed: object]>([
    [
      'the job that waits was cancelled',
      ({ queue }) =>
        () =>
          void queue.cancel(queue.jobs[1]?.id ?? 0),
      allFreed,
    ],
    [
      'all jobs were cancelled: its socket went with them',
      ({ queue }) =>
        () => {
          for (const { id: asked } of queue.jobs) queue.cancel(asked);
        },
      { ...allFreed, 2: null },
    ],
    [
      'the program ended, and left its sockets',
      ({ scanner }) =>
        () =>
          scanner.die(),
      allFreed,
    ],
  ])('%s', async (_name, change, closed) => {
    const bench = await opened();
    expect(await bench.closeAfter(change(bench))).toEqual(closed);
    expect(bench.sockets()).toEqual([]);
  });
});

test('without the express yes the job in progress is named, the other rows go on', async () => {
  const bench = await opened();
  const { session } = bench.services;
  const targets = [2, 4, 6].map((hostSocket) => closeTarget(session.state, id, hostSocket));
  const { closings } = await bench.perform<'close'>({ kind: 'close', deviceId: id, targets });
  expect(closings[0]?.outcome).toMatchObject({ fault: { kind: 'job-in-progress' } });
  expect(JSON.stringify(closings[0]?.outcome)).toContain('In progress.pdf');
  expect(closings.slice(1).map(({ outcome }) => outcome?.kind)).toEqual(['freed', 'freed']);
  expect(bench.queue.jobs[0]).toMatchObject({ document: 'In progress.pdf', inProgress: true });
});
