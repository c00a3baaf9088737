import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Confirmed } from '#app/operations/confirmation.ts';
import type { RemedyRequest } from '#app/operations/operation.ts';
import type { StepKind } from '#app/remedy/step.ts';
import type { Simulator } from '#native';
import { openBench, remedyRequest } from '../../testing/bench.ts';

const id = 'sim-one';
const other = 'sim-other';
const hour = 3_600_000;
type World = Simulator['controls']['world'];

const printed = (document: string) => ({
  ...{ document, user: 'ann', pagesDone: 1, pagesTotal: 99, pageEveryMs: hour },
});

/** Two printers with a job each; a program holds the scan channel of the first, and a service its messages. */
const opened = async (hostSocket: number) => {
  const bench = openBench((world: World): void => {
    for (const [device, name] of [
      [id, 'HP LaserJet M1522nf MFP'],
      [other, 'HP LaserJet P2055d'],
    ] as const) {
      world.addPrinter({
        id: device,
        name,
        queue: `Queue of ${device}`,
        personality: { creatorEnds: 'frees' },
      });
      world.printer(device).queue.print(printed(`${device}.pdf`));
    }
    world.startProgram('ScanToPC.exe').createSocket(id, 'HP-SCAN');
  });
  const { run, services, simulator } = bench;
  const { session } = services;
  await run(services.devices.refresh());
  const looked = await run(services.lookAtChannel(id, hostSocket));
  if (!looked.ok) throw new Error(looked.fault.kind);
  const channel = looked.value;
  /** Confirmed as it is seen, with the express yes to what the step would cut off, or to this. */
  const requestFor = (step: StepKind, cutOff: Confirmed['cutOff'] | 'expressly' = 'expressly') =>
    remedyRequest(session.state, channel, step, cutOff);
  const runRequest = async (request: RemedyRequest) =>
    (await bench.perform<'remedy'>(request)).outcome ?? { kind: 'none' as const };
  const { world } = simulator.controls;
  return {
    ...bench,
    world,
    requestFor,
    runRequest,
    documents: () =>
      [id, other].flatMap((device) =>
        world.printer(device).queue.jobs.flatMap((job) => (job.inProgress ? [job.document] : [])),
      ),
    remedies: () => bench.audit().filter(({ record }) => record === 'remedy-intent' || record === 'intent'),
  };
};

const none: Confirmed['cutOff'] = { jobs: [], unseenJobs: false };
const both = [`${id}.pdf`, `${other}.pdf`];

/** Each step that cuts off the job of its channel, of its device, or all that the spooler prints. */
const steps: readonly (readonly [step: StepKind, hostSocket: number])[] = [
  ['destroy-socket', 2],
  ['restart-service', 2],
  ['restart-device', 2],
  ['restart-device', 4],
  ['power-cycle', 4],
];

describe.each(steps)('%s for host socket %i over a job in progress', (step, hostSocket) => {
  test('without the express yes it is refused, names the job, and nothing is done', async () => {
    const bench = await opened(hostSocket);
    const outcome = await bench.runRequest(bench.requestFor(step, none));
    const isInPlan = step !== 'destroy-socket';
    expect(outcome).toMatchObject({
      kind: 'failed',
      fault: isInPlan
        ? { kind: 'job-in-progress' }
        : { kind: 'step-not-offered', because: 'job-in-progress' },
    });
    if (isInPlan) expect(JSON.stringify(outcome)).toContain('.pdf');
    expect(bench.documents()).toEqual(both);
    expect(bench.simulator.controls.counters(id).sent.DESTROY_SOCKET).toBe(0);
    expect(bench.world.printer(id).plugged).toBe(true);
  });

  test('an express yes to another job is none', async () => {
    const bench = await opened(hostSocket);
    const jobs = [{ queue: `Queue of ${id}`, id: 11, submittedAt: '2001-01-01T00:00:00.000Z' }];
    const outcome = await bench.runRequest(bench.requestFor(step, { jobs, unseenJobs: true }));
    expect(outcome).toMatchObject({ kind: 'failed' });
    expect(bench.documents()).toEqual(both);
  });

  test('with it, it runs', async () => {
    const bench = await opened(hostSocket);
    const outcome = await bench.runRequest(bench.requestFor(step));
    if (step === 'destroy-socket')
      return expect(outcome).toMatchObject({ fault: { kind: 'step-not-offered' } });
    expect(outcome.kind).not.toBe('failed');
    expect(bench.audit().some(({ record }) => record === 'remedy-intent')).toBe(true);
  });
});

describe.each(['restart-device', 'power-cycle', 'restart-service'] as const)('%s', (step) => {
  const hostSocket = step === 'restart-service' ? 2 : 4;

  test.each<[name: string, change: (world: World) => void, socket: number, kind: string]>([
    ['another program', (world) => void world.startProgram('Other.exe').open(id), 4, 'other-holder'],
    ['another job', (world) => void world.printer(id).queue.print(printed('Later.pdf')), 2, 'new-job'],
  ])('%s uses the channel than was confirmed: nothing is done', async (_name, change, socket, kind) => {
    const bench = await opened(step === 'restart-service' ? 2 : socket);
    const request = bench.requestFor(step);
    change(bench.world);
    const outcome = await bench.runRequest(request);
    // no program is seen to use the print channel, so none is another
    if (hostSocket === 2 && kind === 'other-holder') return expect(outcome.kind).not.toBe('failed');
    expect(outcome).toMatchObject({ fault: { kind: 'not-as-confirmed', change: { kind } } });
    expect(bench.documents()).toEqual(both);
    expect(existsSync(bench.auditFile)).toBe(false);
  });
});

test('a job that waits for the next does not keep the first from being cancelled', async () => {
  const bench = await opened(2);
  const request = bench.requestFor('cancel-job');
  bench.world.printer(id).queue.print(printed('Later.pdf'));
  expect((await bench.runRequest(request)).kind).not.toBe('failed');
  expect(bench.world.printer(id).queue.jobs).toMatchObject([{ document: 'Later.pdf' }]);
});
