import fc from 'fast-check';
import { knownNtStatuses } from '#app/dot4/ntstatus.ts';
import { requestNames } from '#app/dot4/requests.ts';
import { jobStates } from '#app/evidence/job.ts';
import { serviceStates } from '#app/evidence/evidence.ts';
import { lookSourceNames } from '#app/evidence/source-report.ts';
import { ordinary, personalities, personalityChoices, type Personality } from '../../personality.ts';
import { modelServices } from '../../services.ts';
import { usualServices } from '../../windows-services.ts';

const ids = ['sim-a', 'sim-b', 'sim-c'] as const;
const queueNames = ['Front desk', 'Pool'] as const;
const pids = [4104, 4108] as const;

const id = fc.constantFrom(...ids);
const ms = fc.integer({ min: 0, max: 20_000 });
const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const pid = fc.constantFrom(...pids);
const source = fc.constantFrom(...lookSourceNames);
const some = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 4 });
const optionally = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { requiredKeys: [] });

const status = fc.oneof(
  fc.constantFrom(...knownNtStatuses.map(({ name }) => name ?? '')),
  fc.integer({ min: 0, max: 0xffffffff }).map((code) => `0x${code.toString(16)}`),
);
const misbehaviour = fc.oneof(
  fc.record({ status }),
  fc.record({ delayMs: ms }),
  fc.record({ status, delayMs: ms }),
  fc.record({ pends: fc.constantFrom('until-cancelled', 'for-ever') }),
  fc.record({ shortReply: fc.nat(20) }),
  fc.record({ longReply: fc.nat(2_000) }),
);
const fault = fc
  .tuple(
    fc.constantFrom(...requestNames, 'any'),
    misbehaviour,
    optionally({ times: fc.integer({ min: 1, max: 3 }) }),
  )
  .map(([request, wrong, times]) => ({ request, ...wrong, ...times }));

const traits = Object.fromEntries(
  Object.keys(ordinary).map((key) => [key, fc.constantFrom(...personalityChoices[key as keyof Personality])]),
) as Record<string, fc.Arbitrary<unknown>>;
const personality = fc.oneof(fc.constantFrom(...Object.keys(personalities)), optionally(traits));

const printer = (printerId: string, own: string) =>
  optionally({
    name: text.filter((one) => one !== ''),
    ports: fc.constantFrom([own], [own, 'USB001'], [`${own}:`]),
    portVisible: fc.boolean(),
    problemCode: fc.option(fc.nat(50)),
    cable: fc.constantFrom('in', 'in', 'in', 'out'),
    comesBack: fc.boolean(),
    takesData: fc.boolean(),
    measured: fc.boolean(),
    personality,
    latencyMs: fc.nat(50),
    refusesOpen: status,
    faults: some(fault),
  }).map((fields) => ({ id: printerId, ...fields }));

const job = optionally({
  document: fc.option(text),
  user: fc.option(text),
  pagesDone: fc.nat(9),
  pagesTotal: fc.nat(20),
  states: some(fc.constantFrom(...jobStates)),
  submittedMsAgo: ms,
  pageEveryMs: fc.integer({ min: 100, max: 5_000 }),
});
const queue = (name: string) =>
  fc.record({
    name: fc.constant(name),
    ports: fc.subarray(['DOT4_001', 'DOT4_002', 'dot4_003:', 'LPT1:']),
    jobs: some(job).map((jobs) => jobs.map((one, index) => ({ ...one, id: 11 + index }))),
  });

const service = fc.constantFrom<string | number>(
  ...modelServices.flatMap(({ name, socket }) => [name, socket]),
);
const socket = fc.record({
  printer: id,
  service,
  madeBy: fc.oneof(pid, fc.constant('kernel')),
  channel: fc.boolean(),
});

const happening = fc.oneof(
  fc.record({
    event: fc.constantFrom('cable-out', 'cable-in', 'faults-end', 'data-stops', 'data-flows'),
    printer: id,
  }),
  fc.record({ event: fc.constant('faults-begin'), printer: id, faults: some(fault) }),
  fc.record({ event: fc.constant('job-arrives'), queue: fc.constantFrom(...queueNames), job }),
  fc.record({
    event: fc.constantFrom('job-starts', 'job-leaves'),
    queue: fc.constantFrom(...queueNames),
    job: fc.constantFrom(11, 12),
  }),
  fc.record({
    event: fc.constant('job-changes'),
    queue: fc.constantFrom(...queueNames),
    job: fc.constantFrom(11, 12),
    states: some(fc.constantFrom(...jobStates)),
  }),
  fc.record({ event: fc.constant('device-changes'), printer: id, problemCode: fc.constantFrom(0, 10) }),
  fc.record({ event: fc.constant('program-ends'), program: pid }),
  fc.record({ event: fc.constant('program-lets-go'), program: pid, printer: id }),
  fc.record({
    event: fc.constant('program-starts'),
    program: fc.record({ name: fc.constant('late.exe'), opens: some(id) }),
  }),
  fc.record({ event: fc.constant('socket-made'), socket }),
  fc.record({
    event: fc.constantFrom('socket-destroyed', 'channel-opened-by-printer'),
    printer: id,
    socket: fc.integer({ min: 1, max: 255 }),
  }),
  fc.record({
    event: fc.constant('service-changes'),
    service: fc.constantFrom(...usualServices.map(({ name }) => name)),
    state: fc.constantFrom(...serviceStates),
  }),
  fc.record({ event: fc.constantFrom('source-silent', 'source-answers'), source }),
  fc.record({ event: fc.constant('clock-set'), byMs: fc.integer({ min: -1e10, max: 1e10 }) }),
);
const trigger = fc.oneof(
  fc.record({ on: fc.constant('request'), printer: id, request: fc.constantFrom(...requestNames) }),
  fc.record({ on: fc.constant('program-end'), program: pid }),
  fc.record({
    on: fc.constant('service-state'),
    service: fc.constantFrom(...usualServices.map(({ name }) => name)),
    state: fc.constantFrom(...serviceStates),
  }),
);
const event = fc
  .tuple(happening, optionally({ afterMs: ms, when: trigger }))
  .map(([what, when]) => ({ ...what, ...when }));

/** Scenario files of which every name is known; what the drivers in them refuse is left to chance. */
export const arbitraryScenario = fc.record({
  scenario: fc.constant(1),
  speed: fc.constantFrom(1, 1, 10, 0.5),
  computer: optionally({ mayChange: fc.boolean(), silentSources: some(source) }),
  printers: fc.tuple(...ids.map((one, index) => printer(one, `DOT4_00${index + 1}`))),
  queues: fc.tuple(...queueNames.map(queue)),
  programs: fc.tuple(
    ...pids.map((one) =>
      optionally({ opens: some(id), startedMsAgo: ms, ended: fc.boolean() }).map((fields) => ({
        name: `program-${one}.exe`,
        pid: one,
        ...fields,
      })),
    ),
  ),
  sockets: some(socket),
  timeline: fc.array(event, { maxLength: 8 }),
});
