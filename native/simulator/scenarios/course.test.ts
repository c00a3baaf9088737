import { describe, expect, test } from 'vitest';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import { createSimulator } from '../simulator.ts';
import { patient, present, socketArguments } from '../test-bench.ts';
import { createVirtualClock } from '../virtual-clock.ts';
import { parseScenario } from './parse.ts';

const id = 'sim-a';
const pc = {
  scenario: 1,
  printers: [{ id, name: 'HP LaserJet 3055' }],
  queues: [{ name: 'Front desk', ports: ['DOT4_001'], jobs: [{ id: 12, document: 'A', pagesTotal: 9 }] }],
  programs: [{ name: 'ScanToPC.exe', pid: 4104, startedMsAgo: 60_000 }],
  sockets: [{ printer: id, service: 'HP-SCAN', madeBy: 4104 }],
};

const play = (timeline: readonly unknown[], more: object = {}) => {
  const parsed = parseScenario({ ...pc, timeline, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  const clock = createVirtualClock();
  const simulator = createSimulator({ clock, scenario: parsed.value });
  const { controls } = simulator;
  return {
    ...{ clock, simulator, controls, world: controls.world },
    printer: controls.world.printer(id),
    sockets: () => controls.holdings(id).hostSockets,
  };
};

describe('what happens by itself, no sooner and no later', () => {
  const cases: readonly [object, (played: ReturnType<typeof play>) => unknown, unknown, unknown][] = [
    [
      { event: 'program-ends', program: 4104 },
      ({ world }) => present(world.programs[0]).endedAt === null,
      true,
      false,
    ],
    [
      { event: 'program-ends', program: 'ScanToPC.exe' },
      ({ controls }) => controls.holdings(id).openHandles,
      1,
      0,
    ],
    [{ event: 'program-lets-go', program: 4104, printer: id }, ({ sockets }) => sockets(), [2, 4], [2]],
    [
      { event: 'program-starts', program: { name: 'late.exe', opens: [id] } },
      ({ controls }) => controls.holdings(id).openHandles,
      1,
      2,
    ],
    [
      { event: 'socket-made', socket: { printer: id, service: 'ECHO', madeBy: 'kernel' } },
      ({ sockets }) => sockets(),
      [2, 4],
      [2, 4, 6],
    ],
    [
      { event: 'socket-made', socket: { printer: id, service: 14, madeBy: 4104 } },
      ({ sockets }) => sockets(),
      [2, 4],
      [2, 4, 14],
    ],
    [
      { event: 'socket-destroyed', printer: id, socket: 4 },
      ({ controls }) => [controls.holdings(id).openChannels, controls.holdings(id).hostSockets],
      [2, [2, 4]],
      [1, [2]],
    ],
    [
      { event: 'job-arrives', queue: 'Front desk', job: { id: 20, document: 'B' } },
      ({ printer }) => printer.queue.jobs.map((job) => job.id),
      [12],
      [12, 20],
    ],
    [
      { event: 'job-leaves', queue: 'Front desk', job: 12 },
      ({ sockets, printer }) => [sockets(), printer.queue.jobs.length],
      [[2, 4], 1],
      [[4], 0],
    ],
    [
      { event: 'service-changes', service: 'Spooler', state: 'stopped', pid: null },
      ({ world }) =>
        world.services.all.flatMap(({ name, state, pid }) => (name === 'Spooler' ? [{ state, pid }] : [])),
      [{ state: 'running', pid: 1876 }],
      [{ state: 'stopped', pid: null }],
    ],
    [{ event: 'cable-out', printer: id }, ({ printer }) => printer.plugged, true, false],
    [
      { event: 'device-changes', printer: id, problemCode: 10 },
      ({ printer }) => printer.device.problemCode,
      0,
      10,
    ],
    [{ event: 'data-stops', printer: id }, ({ printer }) => printer.peripheral.grantsCredits, true, false],
    [
      { event: 'source-silent', source: 'spooler' },
      ({ world }) => world.silentSources.has('spooler'),
      false,
      true,
    ],
    [
      { event: 'clock-set', byMs: -3_600_000 },
      ({ clock, simulator }) => simulator.clock.now() - clock.now(),
      0,
      -3_600_000,
    ],
  ];
  test.each(cases)('%j', async (event, look, before, after) => {
    const played = play([{ ...event, afterMs: 300 }]);
    await played.clock.advance(299);
    expect(look(played)).toEqual(before);
    await played.clock.advance(1);
    expect(look(played)).toEqual(after);
  });
});

describe('jobs', () => {
  const jobs = [
    { id: 12, document: 'A', states: ['paused'] },
    { id: 13, document: 'B', states: ['blocked', 'offline'], submittedMsAgo: 60_000 },
  ];
  const queues = [{ ...pc.queues[0], jobs }];
  const statesOf = ({ printer }: ReturnType<typeof play>) => printer.queue.jobs.map(({ states }) => states);

  test('are in the states that Windows has for them, and were sent when it says', () => {
    const played = play([], { queues });
    expect(statesOf(played)).toEqual([['paused'], ['blocked', 'offline']]);
    expect(played.sockets()).toEqual([4]);
    const [first, second] = played.printer.queue.jobs.map(({ submittedAt }) => Date.parse(submittedAt ?? ''));
    expect(present(first) - present(second)).toBe(60_000);
  });

  test('one starts after 300 ms, and has the channel then', async () => {
    const played = play([{ afterMs: 300, event: 'job-starts', queue: 'Front desk', job: 12 }], { queues });
    await played.clock.advance(299);
    expect(statesOf(played)[0]).toEqual(['paused']);
    await played.clock.advance(1);
    expect(statesOf(played)[0]).toEqual(['printing']);
    expect(played.sockets()).toEqual([2, 4]);
  });

  test('one runs out of paper while it prints', async () => {
    const states = ['printing', 'paper-out'];
    const played = play([{ afterMs: 300, event: 'job-changes', queue: 'Front desk', job: 12, states }]);
    await played.clock.advance(300);
    expect(statesOf(played)).toEqual([states]);
  });

  test('of a pool print on whichever printer is free; a paused or offline queue starts none', () => {
    const printers = [{ id, ports: ['DOT4_003'] }, { id: 'sim-b' }];
    const [job] = jobs.map((one) => ({ ...one, states: [] }));
    const printing = (queue: object) => {
      const { controls } = play([], {
        printers,
        queues: [
          { name: 'Other', ports: ['dot4_003'], jobs: [job] },
          { name: 'Pool', ports: ['DOT4_003:', 'DOT4_001'], jobs: [job], ...queue },
        ],
      });
      return controls.holdings('sim-b').hostSockets;
    };
    expect(printing({})).toEqual([2]);
    expect(printing({ paused: true })).toEqual([]);
    expect(printing({ offline: true })).toEqual([]);
  });
});

test('the cable comes back in, data flows again, a source answers again', async () => {
  const { clock, printer, world } = play([
    { event: 'cable-out', printer: id },
    { event: 'cable-in', printer: id, afterMs: 500 },
    { event: 'data-stops', printer: id },
    { event: 'data-flows', printer: id, afterMs: 500 },
    { event: 'source-silent', source: 'processes' },
    { event: 'source-answers', source: 'processes', afterMs: 500 },
  ]);
  await clock.advance(499);
  expect([printer.plugged, printer.peripheral.grantsCredits, world.silentSources.size]).toEqual([
    false,
    false,
    1,
  ]);
  await clock.advance(1);
  expect([printer.plugged, printer.peripheral.grantsCredits, world.silentSources.size]).toEqual([
    true,
    true,
    0,
  ]);
});

test('the clock is set: evidence has the new hour, and waiting goes on as before', async () => {
  const { clock, simulator } = play([{ event: 'clock-set', byMs: -3_600_000, afterMs: 100 }]);
  const started = simulator.clock.now();
  await clock.advance(100);
  const seen = await clock.runUntil(simulator.look(patient));
  if (!seen.ok) throw new Error(seen.fault.kind);
  expect(seen.value.get(id)?.sources[0]?.at).toBe(started - 3_600_000 + 100);
  expect(simulator.clock.monotonicMs()).toBe(102);
  expect(await clock.runUntil(simulator.open(id, { deadlineMs: 50 }))).toMatchObject({ ok: true });
});

test('a socket goes as its maker lets it go, also where the driver keeps busy ones', async () => {
  const { clock, sockets } = play([{ event: 'socket-destroyed', printer: id, socket: 4 }], {
    printers: [{ ...pc.printers[0], personality: { destroyWithOpenChannel: 'busy', sharing: 'handle' } }],
  });
  await clock.advance(0);
  expect(sockets()).toEqual([2]);
});

describe('an event can wait for another', () => {
  test('for the nth arrival of a request, also after the cable was out', async () => {
    const when = { on: 'request', printer: id, request: 'DESTROY_SOCKET', time: 2 };
    const { clock, simulator, printer, world } = play([
      { event: 'cable-out', printer: id, when, afterMs: 1 },
    ]);
    const destroy = async (): Promise<void> => {
      const link = await clock.runUntil(simulator.open(id, patient));
      if (link.ok) await clock.runUntil(link.value.destroySocket({ hostSocket: 9 }, patient));
    };
    await destroy();
    world.unplug(id);
    world.plugIn(id);
    expect(printer.plugged).toBe(true);
    await destroy();
    expect(printer.plugged).toBe(false);
    world.plugIn(id);
    await destroy();
    expect(printer.plugged).toBe(true);
  });

  test('for the end of a program: it starts again', async () => {
    const { clock, world } = play([
      { event: 'program-ends', program: 4104, afterMs: 50 },
      {
        event: 'program-starts',
        program: { name: 'ScanToPC.exe', pid: 5200 },
        when: { on: 'program-end', program: 4104 },
        afterMs: 200,
      },
    ]);
    await clock.advance(249);
    expect(world.programs).toHaveLength(1);
    await clock.advance(1);
    expect(world.programs.map(({ identity }) => identity.pid)).toEqual([4104, 5200]);
  });

  test('for the state of a service: the job is back when the spooler runs again', async () => {
    const { clock, world, printer } = play([
      {
        event: 'job-arrives',
        queue: 'Front desk',
        job: { id: 12, document: 'A' },
        when: { on: 'service-state', service: 'Spooler', state: 'running' },
        afterMs: 100,
      },
    ]);
    printer.queue.cancel(12);
    world.services.set({ name: 'Spooler', state: 'stopped' });
    world.services.set({ name: 'Spooler', state: 'running' });
    await clock.advance(100);
    expect(printer.queue.jobs).toMatchObject([{ id: 12, document: 'A' }]);
    printer.queue.cancel(12);
    world.services.set({ name: 'Spooler', state: 'running' });
    await clock.advance(1_000);
    expect(printer.queue.jobs).toEqual([]);
  });
});

test('speed makes the timeline and the pages faster, and leaves requests and deadlines alone', async () => {
  const jobs = [{ id: 12, pagesDone: 0, pagesTotal: 100, pageEveryMs: 1_000 }];
  const { clock, printer, simulator } = play([{ event: 'cable-out', printer: id, afterMs: 10_000 }], {
    speed: 10,
    queues: [{ ...pc.queues[0], jobs }],
  });
  await clock.advance(500);
  expect(printer.queue.jobs[0]?.pagesDone).toBe(5);
  const began = clock.now();
  const link = await clock.runUntil(simulator.open(id, patient));
  if (!link.ok) throw new Error(link.fault.kind);
  await clock.runUntil(link.value.destroySocket({ hostSocket: 9 }, patient));
  expect(clock.now() - began).toBe(5);
  await clock.advance(495);
  expect(printer.plugged).toBe(false);
});

describe('faults of requests', () => {
  const withFaults = (faults: readonly unknown[]) => play([], { printers: [{ ...pc.printers[0], faults }] });
  const destroying = async ({ clock, simulator }: ReturnType<typeof play>, times: number) => {
    const link = await clock.runUntil(simulator.open(id, patient));
    if (!link.ok) throw new Error(link.fault.kind);
    const answers: unknown[] = [];
    for (let n = 0; n < times; n++) {
      const began = clock.now();
      const answer = await clock.runUntil(link.value.destroySocket({ hostSocket: 9 }, { deadlineMs: 1_000 }));
      if (answer.ok) answers.push(['done', clock.now() - began]);
      else if (answer.fault.kind === 'refused')
        answers.push([answer.fault.ntstatus.name ?? answer.fault.ntstatus.code, clock.now() - began]);
      else answers.push([answer.fault.kind, clock.now() - began]);
    }
    return answers;
  };

  test('a status by name or code, a delay, both; each as often as it says, one after the other', async () => {
    const played = withFaults([
      { request: 'DESTROY_SOCKET', status: 'STATUS_IO_TIMEOUT', times: 1 },
      { request: 'DESTROY_SOCKET', status: '0xC00000A3', delayMs: 60, times: 2 },
      { request: 'DESTROY_SOCKET', delayMs: 150, times: 1 },
      { request: 'DESTROY_SOCKET', pends: 'until-cancelled', times: 1 },
      { request: 'WAIT_FOR_CHANNEL', status: '0xC00000FF' },
    ]);
    expect(await destroying(played, 6)).toEqual([
      ['STATUS_IO_TIMEOUT', 3],
      ['STATUS_DEVICE_NOT_READY', 63],
      ['STATUS_DEVICE_NOT_READY', 63],
      ['STATUS_NOT_FOUND', 153],
      ['deadline', 1_000],
      ['STATUS_NOT_FOUND', 3],
    ]);
  });

  test('of any request; they begin again when the printer comes back', async () => {
    const played = withFaults([{ request: 'any', status: 'STATUS_DEVICE_BUSY', times: 1 }]);
    expect(await destroying(played, 2)).toMatchObject([
      ['STATUS_DEVICE_BUSY', 3],
      ['STATUS_NOT_FOUND', 3],
    ]);
    played.world.unplug(id);
    played.world.plugIn(id);
    expect(await destroying(played, 1)).toMatchObject([['STATUS_DEVICE_BUSY', 3]]);
  });

  test('later, and until they end', async () => {
    const fault = { request: 'CREATE_SOCKET', status: 'STATUS_NO_MEMORY' };
    const { clock, simulator } = play([
      { event: 'faults-begin', printer: id, faults: [fault], afterMs: 100 },
      { event: 'faults-end', printer: id, afterMs: 200 },
    ]);
    const link = await clock.runUntil(simulator.open(id, patient));
    if (!link.ok) throw new Error(link.fault.kind);
    const create = () =>
      clock.runUntil(link.value.createSocket({ ...socketArguments, service: 'ECHO' }, patient));
    await clock.advance(100);
    expect(await create()).toMatchObject({ fault: { ntstatus: ntStatus('STATUS_NO_MEMORY') } });
    await clock.advance(100);
    expect(await create()).toMatchObject({ ok: true });
  });
});

test('the PC is as it is described', async () => {
  const { simulator, world, clock } = play([], {
    computer: { driverPackage: 'unknown', elevated: false, mayChange: false, somebodyAtPrinters: false },
    printers: [
      {
        ...{
          id,
          maker: 'EPSON',
          model: 'Stylus CX',
          problemCode: 10,
          setupClass: 'Dot4Print',
          measured: false,
        },
        ...{
          driver: { service: 'dot4', version: '1.2.3.4' },
          portVisible: false,
          personality: 'one-at-a-time',
        },
        services: [{ name: 'EPSON-CTRL', socket: 2 }],
      },
    ],
    queues: [],
    sockets: [{ printer: id, service: 2, madeBy: 4104 }],
    windowsServices: [
      { name: 'Spooler', pid: 99 },
      { name: 'stisvc', state: 'stopped', stopMs: null, dependents: ['Spooler'] },
    ],
  });
  const found = await clock.runUntil(simulator.discover(patient));
  if (!found.ok) throw new Error(found.fault.kind);
  const device = present(found.value.devices[0]);
  expect(found.value.driverPackage).toBe('unknown');
  expect(device).toMatchObject({ name: 'EPSON Stylus CX', problemCode: 10, setupClass: 'Dot4Print' });
  expect(device.driver).toEqual({ service: 'dot4', provider: 'EPSON', version: '1.2.3.4' });
  expect(simulator.profileOf(device).origin).toBe('not-measured');
  expect(await simulator.isElevated(patient)).toBe(false);
  expect([world.isAdministrator, world.somebodyIsThere]).toEqual([false, false]);
  expect(world.services.all).toMatchObject([
    { name: 'Spooler', state: 'running', pid: 99 },
    { name: 'stisvc', state: 'stopped', stopMs: null, startMs: 150, dependents: ['Spooler'] },
  ]);
  expect(present(world.programs[0]).startedAt).toBe(clock.now() - 2 - 60_000);
  const seen = await clock.runUntil(simulator.look(patient));
  if (!seen.ok) throw new Error(seen.fault.kind);
  const nodes = present(seen.value.get(id)).observations.flatMap(({ evidence }) =>
    evidence.kind === 'node' ? [evidence.node] : [],
  );
  expect(nodes).toMatchObject([{ port: null, problemCode: 10 }]);
});
