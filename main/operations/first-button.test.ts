import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { customaryService, maxHostSocket } from '#app/dot4/sockets.ts';
import type { Job } from '#app/evidence/job.ts';
import type { RequestOf } from '#app/operations/operation.ts';
import { complaints } from '#app/verdict/complaints.ts';
import type { Complaint } from '#app/verdict/complaints.ts';
import type { Explanation } from '#app/verdict/verdict.ts';
import { scenarioFromBytes } from '#native';
import type { Scenario } from '#native';
import { openBench, remedyRequest } from '../testing/bench.ts';

// Whoever reads the first line and presses its one button never ends something that works.

const read = (bytes: Uint8Array): Scenario => {
  const scenario = scenarioFromBytes(bytes);
  if (!scenario.ok) throw new Error(`${scenario.fault.at}: ${scenario.fault.reason}`);
  return scenario.value;
};
const scenarioFolder = join(import.meta.dirname, '../../native/simulator/scenarios');
const files = (['built-in', 'field'] as const).flatMap((folder) =>
  readdirSync(join(scenarioFolder, folder))
    // 8,192 rows of one kind: they take long, and `full` has the same
    .filter((file) => file !== 'crowd.json')
    .map((file) => [file, folder] as const),
);
const scenarioIn = (folder: string, file: string): Scenario =>
  read(readFileSync(join(scenarioFolder, folder, file)));

type Bench = ReturnType<typeof openBench>;

const jobsNow = ({ simulator }: Bench): readonly Job[] =>
  simulator.controls.world.queues.flatMap(({ jobs }) => jobs);

const same = (one: Job) => (other: Job) => one.queue === other.queue && one.id === other.id;

type Program = ReturnType<typeof openBench>['simulator']['controls']['world']['programs'][number];

/** Programs that run and do not hang: one hangs whose window does not respond, and that does nothing. */
const healthyPrograms = ({ simulator }: Bench, before: ReadonlyMap<Program, number>): readonly Program[] =>
  simulator.controls.world.programs.filter(
    (program) =>
      program.endedAt === null &&
      (program.window !== 'hangs' || program.use.operations > (before.get(program) ?? 0)),
  );

/** Jobs that get on, as a person sees who stands at the printer for ten seconds. */
const watchJobs = async (bench: Bench): Promise<readonly Job[]> => {
  const before = jobsNow(bench);
  await bench.clock.advance(10_000);
  return jobsNow(bench).filter((job) => {
    const earlier = before.find(same(job));
    return earlier !== undefined && (job.pagesDone ?? 0) > (earlier.pagesDone ?? 0);
  });
};

const numbers = Array.from({ length: maxHostSocket }, (_none, index) => index + 1);

/** Sockets in use: those of programs that run and of the kernel, by the numbers that a scenario gives them. */
const usedSockets = (
  { programs, sockets }: Scenario,
  healthy: readonly Program[],
): readonly (readonly [string, number])[] =>
  sockets.flatMap(({ printer, service, madeBy }) => {
    const description = programs.find(({ name, pid }) => madeBy === name || madeBy === pid);
    const runs = healthy.some(({ identity }) => identity.name === description?.name);
    const number = numbers.find((one) => customaryService(one) === service);
    return (madeBy === 'kernel' || runs) && number !== undefined ? [[printer, number] as const] : [];
  });

/** What an honest person answers to the question of an explanation: “yes” where what it is about is in use. */
const isInUse = (
  { question, channels }: Explanation,
  deviceId: string,
  used: readonly (readonly [string, number])[],
  moving: readonly Job[],
): boolean => {
  if (question === null) return false;
  if (question === 'printing') return moving.length > 0;
  return used.some(
    ([printer, socket]) => printer === deviceId && channels.some(({ hostSocket }) => hostSocket === socket),
  );
};

/** Finds what is stuck on each device, presses the one button where an honest person does, and looks what still works. */
const pressFirst = async (scenario: Scenario, afterMs: number, complaint: Complaint): Promise<number> => {
  const bench = openBench(scenario);
  const { services, simulator, clock, run } = bench;
  const { session, operations } = services;
  const { world } = simulator.controls;
  let pressed = 0;
  await run(services.devices.refresh());
  for (let ms = 0; ms < afterMs; ms += 2_000) {
    await clock.advance(2_000);
    await run(services.devices.refresh());
  }
  for (const deviceId of Object.keys(session.state.devices)) {
    const agreedTo: RequestOf<'find'>['agreedTo'] = ['measure', 'scan', 'try'];
    const started = operations.start<'find'>({ kind: 'find', deviceId, complaint, agreedTo });
    if (!started.ok) continue;
    const { outcome } = await run(started.value.ended, 300_000);
    const explanation = outcome?.kind === 'done' ? outcome.report.explanation : null;
    const channel = session.state.channels[explanation?.channels[0]?.key ?? ''];
    if (explanation?.first == null || channel === undefined) continue;
    const before = new Map(world.programs.map((program) => [program, program.use.operations]));
    const moving = await watchJobs(bench);
    const healthy = healthyPrograms(bench, before);
    const used = usedSockets(scenario, healthy);
    if (isInUse(explanation, deviceId, used, moving)) continue;
    const step = operations.start<'remedy'>(
      remedyRequest(session.state, channel, explanation.first, 'expressly'),
    );
    if (step.ok) await run(step.value.ended, 400_000);
    pressed += 1;
    const what = `${explanation.first}: ${JSON.stringify(explanation.cause)}`;
    for (const job of moving) {
      const later = jobsNow(bench).find(same(job));
      const isOver = later === undefined && explanation.first !== 'cancel-job';
      expect(isOver || later?.states?.includes('error') === false, `${what} cut off job ${job.id}`).toBe(
        true,
      );
    }
    for (const { identity, endedAt } of healthy) expect(endedAt, `${what} ended ${identity.name}`).toBeNull();
    const left = usedSockets(
      scenario,
      healthy.filter(({ endedAt }) => endedAt === null),
    );
    for (const [printer, socket] of used)
      if (world.printer(printer).plugged && left.some((one) => one[0] === printer && one[1] === socket))
        expect(simulator.controls.holdings(printer).hostSockets, `${what} took ${socket}`).toContain(socket);
  }
  return pressed;
};

/** When the person comes, in ms, and what they say. */
const visits: readonly (readonly [afterMs: number, complaint: Complaint])[] = [
  [0, 'scan'],
  [0, 'unknown'],
  [12_000, 'print'],
  [12_000, 'scan'],
  [70_000, 'unknown'],
  [70_000, 'fax'],
];

test.each(files)('%s', { timeout: 60_000 }, async (name, folder) => {
  for (const visit of visits) await pressFirst(scenarioIn(folder, name), ...visit);
});

test.each<[who: string, ended: boolean]>([
  ['a program that runs', false],
  ['one that ended', true],
])(
  'the print channel of %s, and a job that waits for it: the channel is freed, and the job prints',
  async (_who, ended) => {
    const bench = openBench(
      read(
        new TextEncoder().encode(
          JSON.stringify({
            ...{ scenario: 1, printers: [{ id: 'sim-a', name: 'HP LaserJet 3055' }] },
            queues: [{ name: 'LJ', ports: ['DOT4_001'], jobs: [{ document: 'Letter' }] }],
            programs: [{ name: 'X.exe', ended }],
            sockets: [{ printer: 'sim-a', service: 'PRINT', madeBy: 'X.exe' }],
          }),
        ),
      ),
    );
    const { services, run } = bench;
    const { session, operations } = services;
    await run(services.devices.refresh());
    const started = operations.start<'find'>({
      ...{ kind: 'find', deviceId: 'sim-a', complaint: 'print', agreedTo: ['scan'] },
    });
    if (!started.ok) throw new Error(started.fault.kind);
    const { outcome } = await run(started.value.ended, 300_000);
    const explanation = outcome?.kind === 'done' ? outcome.report.explanation : null;
    const channel = session.state.channels[explanation?.channels[0]?.key ?? ''];
    if (explanation?.first == null || channel === undefined) throw new Error('no first step');
    expect(explanation.next).not.toContain('cancel-job');
    const step = operations.start<'remedy'>(remedyRequest(session.state, channel, explanation.first));
    if (!step.ok) throw new Error(step.fault.kind);
    expect((await run(step.value.ended, 400_000)).outcome).toMatchObject({ kind: 'helped' });
    expect(jobsNow(bench)).toMatchObject([{ document: 'Letter', inProgress: true }]);
  },
);

const service = fc.constantFrom('HP-SCAN', 'HP-MESSAGE', 'HP-FAX-SEND', 'HP-FAX-RECEIVE', 'ECHO');
/**
 * Who has sockets. A program that is alone on the device as far as is seen, and ended or hangs, is taken for the holder of
 * all of them: so none that cannot be seen is beside one.
 */
const makers = fc
  .subarray(['kernel', 'Runs.exe', 'Hangs.exe', 'Ended.exe', 'Crashes.exe'], { minLength: 1, maxLength: 2 })
  .filter(
    (some) => !(some.includes('Crashes.exe') || some.includes('Hangs.exe')) || !some.includes('kernel'),
  );
const job = fc
  .constantFrom(
    { pageEveryMs: 500 },
    { pageEveryMs: 3_000 },
    // it prints nothing, as was watched for a quarter of an hour
    { pagesDone: 3, stillMs: 900_000 },
    { states: ['paused'] },
    { states: ['error'] },
    { states: ['printing', 'paper-out'] },
    { states: ['deleting'] },
  )
  .map((more) => ({ document: 'Report', pagesTotal: 1_000, ...more }));
/** A day at the office: some of it works, some does not, and not all of it can be seen. */
const day = fc.record({
  scenario: fc.constant(1),
  computer: fc.record({
    silentSources: fc.constantFrom([], [], [], [], ['processes'], ['spooler'], ['windows-service']),
    unreadQueues: fc.constantFrom([], [], [], ['LJ']),
  }),
  printers: fc.constant([{ id: 'sim-a', name: 'HP LaserJet 3055' }]),
  queues: fc.array(job, { maxLength: 3 }).map((jobs) => [{ name: 'LJ', ports: ['DOT4_001'], jobs }]),
  programs: fc.constant([
    { name: 'Runs.exe' },
    { name: 'Hangs.exe', works: false, window: 'hangs', stillMs: 900_000 },
    { name: 'Ended.exe', ended: true },
    { name: 'Crashes.exe' },
  ]),
  sockets: makers.chain((some) =>
    fc.uniqueArray(fc.record({ printer: fc.constant('sim-a'), service, madeBy: fc.constantFrom(...some) }), {
      minLength: 1,
      maxLength: 4,
      selector: (socket) => socket.service,
    }),
  ),
  timeline: fc.constant([{ afterMs: 5_000, event: 'program-ends', program: 'Crashes.exe' }]),
});

test('on any day', { timeout: 120_000 }, async () => {
  let pressed = 0;
  await fc.assert(
    fc.asyncProperty(
      day,
      fc.constantFrom(0, 12_000, 70_000),
      fc.constantFrom(...complaints),
      async (written, afterMs, complaint) => {
        const scenario = read(new TextEncoder().encode(JSON.stringify(written)));
        pressed += await pressFirst(scenario, afterMs, complaint);
      },
    ),
    { numRuns: 150 },
  );
  // else it proves nothing
  expect(pressed).toBeGreaterThan(15);
});
