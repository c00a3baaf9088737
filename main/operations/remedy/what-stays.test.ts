import { describe, expect, test } from 'vitest';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { Observation } from '#app/evidence/evidence.ts';
import type { Job } from '#app/evidence/job.ts';
import type { StepKind } from '#app/remedy/step.ts';
import { ok } from '#app/result.ts';
import { openBench, remedyRequest } from '../../testing/bench.ts';
import { leaked, printing, programHeld, serviceHeld } from '../../testing/places.ts';
import type { Place } from '../../testing/places.ts';
import { lastsMs } from './whether-it-helped.ts';

/** A step of the ladder with every yes, and a moment of it at which something happens. */
const opened = async ({ scenario, deviceId, hostSocket }: Place) => {
  /** Jobs that the spooler lists beside those of the simulated queues. */
  const listed: Job[] = [];
  const bench = openBench(scenario, undefined, {
    wrap: (simulator) => ({
      ...simulator,
      look: async (options) => {
        const seen = await simulator.look(options);
        if (!seen.ok) return seen;
        const at = bench.clock.now();
        const more = listed.map((job): Observation => ({
          hostSocket: null,
          evidence: { kind: 'job', source: 'spooler', at, job },
        }));
        return ok(
          new Map(
            [...seen.value].map(([id, sight]) => [
              id,
              id === deviceId ? { ...sight, observations: [...sight.observations, ...more] } : sight,
            ]),
          ),
        );
      },
    }),
  });
  const { run, services, simulator, clock } = bench;
  const { session, operations } = services;
  const { world } = simulator.controls;
  await run(services.devices.refresh());
  const looked = await run(services.lookAtChannel(deviceId, hostSocket));
  if (!looked.ok) throw new Error('no row');
  const requestFor = (step: StepKind) => remedyRequest(session.state, looked.value, step, 'expressly');
  /** Its outcome, where this happens so many ms after it was first seen to help. */
  const runStep = async (step: StepKind, afterMs = 0, happens: (id: number) => void = () => undefined) => {
    const started = operations.start<'remedy'>(requestFor(step));
    if (!started.ok) throw new Error(started.fault.kind);
    const { id, ended } = started.value;
    /** It waits to see whether that holds: the one long wait of a step that has been done. */
    const stop = bench.services.session.subscribe((state) => {
      if (state.operations[id]?.stage !== 'checking') return;
      stop();
      clock.after(afterMs, () => happens(id));
    });
    const { outcome } = await run(ended, 120_000);
    return outcome;
  };
  return {
    ...bench,
    world,
    printer: world.printer(deviceId),
    listed,
    runStep,
    /** What the last record says of the step; a destroy is recorded as the close that it is. */
    judged: () => bench.audit().findLast(({ record }) => record === 'remedy-outcome'),
  };
};
type Bench = Awaited<ReturnType<typeof opened>>;

/** Steps that help at first, and what undoes each. */
const relapses: readonly (readonly [
  name: string,
  place: Place,
  step: StepKind,
  because: string,
  prepare: (bench: Bench) => void,
  undo: (bench: Bench) => void,
])[] = [
  [
    'a socket of the same number is there again, and no program that could have made it',
    ...([leaked, 'destroy-socket', 'socket-back'] as const),
    () => undefined,
    ({ world }) => {
      const other = world.startProgram('Other.exe');
      other.createSocket(leaked.deviceId, 'HP-SCAN');
      other.die();
    },
  ],
  [
    'the cancelled job is in progress again',
    ...([printing, 'cancel-job', 'job-back'] as const),
    () => undefined,
    ({ listed, printer }) => void listed.push({ ...jobOf(printer), inProgress: true, states: ['printing'] }),
  ],
  [
    'the cancelled job waits again',
    ...([printing, 'cancel-job', 'job-back'] as const),
    () => undefined,
    ({ listed, printer }) => void listed.push({ ...jobOf(printer), inProgress: false, states: [] }),
  ],
  [
    'the program was started again, has the channel and hangs',
    ...([programHeld, 'stop-program', 'program-back'] as const),
    () => undefined,
    ({ world }) => {
      const program = world.startProgram('SCANTOPC.EXE');
      program.createSocket(programHeld.deviceId, 'HP-SCAN');
      program.window = 'hangs';
      program.standStill(900_000);
    },
  ],
  [
    'the service stopped again',
    ...([serviceHeld, 'restart-service', 'service-stopped'] as const),
    ({ simulator }) => simulator.controls.setPersonality(serviceHeld.deviceId, { creatorEnds: 'frees' }),
    ({ world }) => world.services.set({ name: 'Pml Driver HPZ12', state: 'stopped', pid: null }),
  ],
];

test('a step of which nobody could see at first whether it helped: what is seen later is said', async () => {
  const bench = await opened(serviceHeld);
  const { simulator, clock } = bench;
  const stop = bench.services.session.subscribe((state) => {
    if (!Object.values(state.operations).some(({ stage }) => stage === 'acting')) return;
    stop();
    simulator.controls.refuseOpen(serviceHeld.deviceId, ntStatus('STATUS_SHARING_VIOLATION'));
    clock.after(3_000, () => simulator.controls.refuseOpen(serviceHeld.deviceId, null));
  });
  expect(await bench.runStep('restart-service')).toMatchObject({
    kind: 'still-there',
    next: 'destroy-socket',
  });
});

/** The job that was cancelled, as the spooler had listed it. */
const jobOf = ({ queue }: Bench['printer']): Job => ({
  ...{ kind: 'print', id: 11, queue: queue.name, document: 'Annual report.pdf', user: 'm.keller' },
  ...{ pagesDone: 37, pagesTotal: 210, inProgress: true, submittedAt: '2026-01-15T09:00:00.000Z' },
});

describe.each(relapses)('%s', (_name, place, step, because, prepare, undo) => {
  test.each([500, 2_000, lastsMs - 500])('after %i ms: it did not last, and that is recorded', async (ms) => {
    const bench = await opened(place);
    prepare(bench);
    const outcome = await bench.runStep(step, ms, () => undo(bench));
    expect(outcome).toMatchObject({ kind: 'did-not-last', because });
    if (step !== 'destroy-socket') expect(bench.judged()).toMatchObject({ outcome });
    const next = { 'socket-back': 'restart-device', 'program-back': 'destroy-socket' } as const;
    expect(outcome).toHaveProperty('next', because in next ? next[because as keyof typeof next] : null);
  });

  test('nothing of it: it helped', async () => {
    const bench = await opened(place);
    prepare(bench);
    expect(await bench.runStep(step)).toMatchObject({ kind: 'helped' });
  });

  test('cancelled while that is seen to: done, and not claimed to have helped', async () => {
    const bench = await opened(place);
    prepare(bench);
    const outcome = await bench.runStep(step, 1_000, (id) => bench.services.operations.cancel(id));
    expect(outcome).toMatchObject({ kind: 'unverified', because: 'recheck-unclear' });
  });
});
