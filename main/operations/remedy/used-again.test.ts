import { describe, expect, test } from 'vitest';
import type { StepKind } from '#app/remedy/step.ts';
import { remedyOutcomeWords } from '#app/words/remedy-outcomes.ts';
import { scenarioFromBytes } from '#native';
import { openBench, remedyRequest } from '../../testing/bench.ts';

// A number that is taken again seconds after it was freed is no failure where someone uses the printer by then.

const deviceId = 'sim-a';

/** One printer, and the step run on one channel of it; what happens does so two seconds after it was seen to help. */
const tried = async (
  world: object,
  hostSocket: number,
  step: StepKind,
  happens: (bench: ReturnType<typeof openBench>) => void = () => undefined,
) => {
  const written = { scenario: 1, printers: [{ id: deviceId, name: 'HP LaserJet 3055' }], ...world };
  const scenario = scenarioFromBytes(new TextEncoder().encode(JSON.stringify(written)));
  if (!scenario.ok) throw new Error(`${scenario.fault.at}: ${scenario.fault.reason}`);
  const bench = openBench(scenario.value);
  const { run, services, clock } = bench;
  const { session, operations } = services;
  await run(services.devices.refresh());
  const looked = await run(services.lookAtChannel(deviceId, hostSocket));
  if (!looked.ok) throw new Error('no row');
  const started = operations.start<'remedy'>(remedyRequest(session.state, looked.value, step, 'expressly'));
  if (!started.ok) throw new Error(started.fault.kind);
  const { id, ended } = started.value;
  let isWatched = false;
  session.subscribe((state) => {
    const isTime = state.operations[id]?.stage === 'checking' && !isWatched;
    if (!isTime) return;
    isWatched = true;
    clock.after(2_000, () => happens(bench));
  });
  const { outcome } = await run(ended, 120_000);
  if (outcome === null) throw new Error('no outcome');
  return { outcome, words: remedyOutcomeWords(outcome, step, 'it', 'its channel') };
};

const stuckJob = {
  ...{ id: 11, document: 'Invoices', pagesDone: 12, pagesTotal: 80, bytes: 4_000_000, bytesDone: 600_000 },
  ...{ stillMs: 840_000 },
};
const queue = (...jobs: object[]) => [{ name: 'LJ', ports: ['DOT4_001'], jobs }];
const crashed = {
  programs: [{ name: 'ScanToPC.exe', ended: true }],
  sockets: [{ printer: deviceId, service: 'HP-SCAN', madeBy: 'ScanToPC.exe' }],
};

describe('it helped, and its number is in use again', () => {
  test('the job behind the stuck one prints', async () => {
    const letter = { document: 'Letter', pagesTotal: 50, pageEveryMs: 1_000 };
    const { outcome, words } = await tried({ queues: queue(stuckJob, letter) }, 2, 'cancel-job');
    expect(outcome).toMatchObject({ kind: 'helped', since: 'in-use' });
    expect(words.sentence).toContain('its channel was freed; it is in use again.');
    expect(words.nextStep).toBeNull();
  });

  test('the job that waited for the channel prints', async () => {
    const world = {
      programs: crashed.programs,
      sockets: [{ printer: deviceId, service: 'PRINT', madeBy: 'ScanToPC.exe' }],
      queues: queue({ document: 'Letter', pagesTotal: 50, pageEveryMs: 1_000 }),
    };
    const { outcome } = await tried(world, 2, 'destroy-socket', ({ simulator }) =>
      simulator.controls.world.printer(deviceId).queue.setStatus({}),
    );
    expect(outcome).toMatchObject({ kind: 'helped', since: 'in-use' });
  });

  test('the same job goes on', async () => {
    const { outcome } = await tried(
      { queues: queue(stuckJob) },
      2,
      'restart-device',
      ({ simulator, clock }) => {
        const { queue: printed } = simulator.controls.world.printer(deviceId);
        printed.change(11, ['printing']);
        clock.after(1_000, () => printed.move(11, 1, 50_000));
      },
    );
    expect(outcome).toMatchObject({ kind: 'helped', since: 'in-use' });
  });

  test('the user scans with a program that was started since', async () => {
    const { outcome } = await tried(
      crashed,
      4,
      'destroy-socket',
      ({ simulator }) =>
        void simulator.controls.world.startProgram('ScanToPC.exe').createSocket(deviceId, 'HP-SCAN'),
    );
    expect(outcome).toMatchObject({ kind: 'helped', since: 'in-use' });
  });
});

test('the program that was stopped is started again, and the channel stays free', async () => {
  const world = {
    printers: [{ id: deviceId, name: 'HP LaserJet M2727nf', personality: 'frees-on-close' }],
    programs: [{ name: 'ScanToPC.exe', window: 'hangs', works: false, stillMs: 900_000 }],
    sockets: crashed.sockets,
  };
  const { outcome, words } = await tried(
    world,
    4,
    'stop-program',
    ({ simulator }) => void simulator.controls.world.startProgram('ScanToPC.exe').open(deviceId),
  );
  expect(outcome).toMatchObject({ kind: 'helped', since: 'program-runs' });
  expect(words.nextStep).toBeNull();
});

describe('it cannot be told, and no step is named that ends anything', () => {
  test('a program that was there before has it', async () => {
    const world = { ...crashed, programs: [...crashed.programs, { name: 'Monitor.exe' }] };
    const open = { printer: deviceId, service: 'HP-MESSAGE', madeBy: 'Monitor.exe' };
    const { outcome, words } = await tried(
      { ...world, sockets: [...crashed.sockets, open] },
      4,
      'destroy-socket',
      ({ simulator }) =>
        void simulator.controls.world.findProgram('Monitor.exe')?.createSocket(deviceId, 'HP-SCAN'),
    );
    expect(outcome).toEqual({ kind: 'unverified', done: null, because: 'there-again' });
    expect(words.sentence).toContain('cannot tell');
    expect(words.nextStep).toBe('Try the scan or print again: that tells whether it helped.');
  });

  test('the same job is in progress again, and has not printed yet', async () => {
    const { outcome } = await tried({ queues: queue(stuckJob) }, 2, 'restart-device', ({ simulator }) =>
      simulator.controls.world.printer(deviceId).queue.change(11, ['printing']),
    );
    expect(outcome).toMatchObject({ kind: 'unverified', because: 'there-again' });
  });
});
