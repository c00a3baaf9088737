import * as v from 'valibot';
import { knownNtStatuses, ntStatusOf } from '#app/dot4/ntstatus.ts';
import { requestNames } from '#app/dot4/requests.ts';
import { maxHostSocket, maxServiceNameLength, minHostSocket } from '#app/dot4/sockets.ts';
import { serviceStates } from '#app/evidence/evidence.ts';
import { jobStates } from '#app/evidence/job.ts';
import { lookSourceNames } from '#app/evidence/source-report.ts';
import { scenarioFileWords as words } from '#app/words/scenarios.ts';
import { personalities, personalityChoices, type PersonalityName } from '../personality.ts';
import {
  flag,
  fields,
  list,
  ms,
  name,
  otherThan,
  number,
  oneOf,
  noList,
  text,
  wallClockMs,
  wholeNumber,
} from './fields.ts';

// What stands in a scenario file. docs/scenarios.md describes each field for those who write one.

const socketNumber = wholeNumber(minHostSocket, maxHostSocket);
const pid = wholeNumber(1, 0xffffffff);
const printerId = v.pipe(
  name,
  v.maxLength(64, words.tooLong(64)),
  v.regex(/^sim-[a-z0-9-]+$/, words.printerId),
);
const serviceName = v.pipe(name, v.maxLength(maxServiceNameLength, words.tooLong(maxServiceNameLength)));
/** A program by its process id or, where only one has it, its name. */
const program = v.union([pid, name], words.program);

const statusNames: ReadonlyMap<string, number> = new Map(
  knownNtStatuses.map(({ name: known, code }) => [known ?? '', code]),
);
const statusCode = (written: string): number | undefined =>
  /^0x[0-9a-f]{1,8}$/i.test(written) ? Number(written) : statusNames.get(written);
const status = v.pipe(
  text,
  v.check((written) => statusCode(written) !== undefined, words.status),
  v.transform((written) => ntStatusOf(statusCode(written) ?? 0)),
);

const FaultSchema = v.pipe(
  fields({
    request: oneOf([...requestNames, 'any']),
    status: v.exactOptional(status),
    delayMs: v.exactOptional(ms),
    pends: v.exactOptional(oneOf(['until-cancelled', 'for-ever'])),
    shortReply: v.exactOptional(wholeNumber(0, 65_536)),
    longReply: v.exactOptional(wholeNumber(0, 65_536)),
    times: v.exactOptional(wholeNumber(1, 1_000_000)),
  }),
  v.check(
    (fault) =>
      [fault.status, fault.delayMs, fault.pends, fault.shortReply, fault.longReply].some(
        (one) => one !== undefined,
      ),
    words.noMisbehaviour,
  ),
  v.check(
    ({ status: forced, delayMs, pends, shortReply, longReply }) =>
      [forced, pends, shortReply, longReply].filter((one) => one !== undefined).length <= 1 &&
      (delayMs === undefined || (pends ?? shortReply ?? longReply) === undefined),
    words.oneMisbehaviour,
  ),
);
export type ScenarioFault = v.InferOutput<typeof FaultSchema>;

const personalityNames = Object.keys(personalities) as [PersonalityName, ...PersonalityName[]];

const choices = personalityChoices;
const TraitsSchema = noList({
  /** The personality that it is otherwise. */
  like: v.optional(oneOf(personalityNames), 'ordinary'),
  destroyWithOpenChannel: v.exactOptional(oneOf(choices.destroyWithOpenChannel)),
  destroyWantsOutput: v.exactOptional(flag),
  handleRequests: v.exactOptional(oneOf(choices.handleRequests)),
  unknownSocket: v.exactOptional(oneOf(choices.unknownSocket)),
  sharing: v.exactOptional(oneOf(choices.sharing)),
  creatorEnds: v.exactOptional(oneOf(choices.creatorEnds)),
  waitForChannel: v.exactOptional(oneOf(choices.waitForChannel)),
  exclusiveOpen: v.exactOptional(flag),
  userMode: v.exactOptional(oneOf(choices.userMode)),
  sleep: v.exactOptional(oneOf(choices.sleep)),
  answersSuccessToAll: v.exactOptional(flag),
});

const PersonalitySchema = v.pipe(
  v.unknown(),
  v.transform((written) => (typeof written === 'string' ? { like: written } : written)),
  TraitsSchema,
);

const ServiceSchema = fields({ name: serviceName, socket: socketNumber });

/** 0: none. */
const problemCode = wholeNumber(0, 1_000);

const PrinterSchema = fields({
  id: printerId,
  name: v.exactOptional(name),
  maker: v.exactOptional(name),
  model: v.exactOptional(name),
  location: v.exactOptional(text),
  /** The first is that of its DOT4 function. */
  ports: v.exactOptional(v.pipe(list(name), v.minLength(1, words.empty))),
  portVisible: v.optional(flag, true),
  setupClass: v.optional(oneOf(['Dot4', 'Dot4Print', 'other']), 'Dot4'),
  driver: v.exactOptional(
    noList({
      service: v.exactOptional(v.nullable(text)),
      provider: v.exactOptional(v.nullable(text)),
      version: v.exactOptional(v.nullable(text)),
    }),
  ),
  problemCode: v.optional(v.nullable(problemCode), 0),
  cable: v.optional(oneOf(['in', 'out']), 'in'),
  comesBack: v.optional(flag, true),
  takesData: v.optional(flag, true),
  services: v.exactOptional(list(ServiceSchema)),
  personality: v.exactOptional(PersonalitySchema),
  measured: v.optional(flag, true),
  latencyMs: v.exactOptional(ms),
  probeMs: v.exactOptional(ms),
  refusesOpen: v.exactOptional(status),
  faults: v.optional(list(FaultSchema), []),
});
export type ScenarioPrinter = v.InferOutput<typeof PrinterSchema>;

const JobSchema = fields({
  id: v.exactOptional(wholeNumber(1, 0xffffffff)),
  document: v.optional(v.nullable(text), null),
  user: v.optional(v.nullable(text), null),
  pagesDone: v.optional(wholeNumber(0, 1_000_000), 0),
  pagesTotal: v.optional(wholeNumber(0, 1_000_000), 1),
  /** As Windows has them; absent: it prints when its turn comes. */
  states: v.exactOptional(list(oneOf(jobStates))),
  submittedMsAgo: v.optional(ms, 0),
  bytes: v.optional(v.nullable(wholeNumber(0, 0xffffffff)), null),
  bytesDone: v.optional(v.nullable(wholeNumber(0, 0xffffffff)), null),
  printingMsAgo: v.exactOptional(ms),
  /** Absent: nobody watched. */
  stillMs: v.exactOptional(ms),
  /** Absent: it gets no further. */
  pageEveryMs: v.exactOptional(ms),
});
export type ScenarioJob = v.InferOutput<typeof JobSchema>;

const QueueSchema = fields({
  name,
  ports: list(name),
  driver: v.exactOptional(name),
  offline: v.optional(flag, false),
  paused: v.optional(flag, false),
  error: v.optional(flag, false),
  jobs: v.optional(list(JobSchema), []),
});
export type ScenarioQueue = v.InferOutput<typeof QueueSchema>;

const windows = ['none', 'responds', 'hangs'] as const;
const ProgramSchema = fields({
  name,
  pid: v.exactOptional(pid),
  startedMsAgo: v.optional(ms, 0),
  /** It has the device open, with or without sockets. */
  opens: v.optional(list(printerId), []),
  endsWhenTold: v.optional(flag, true),
  works: v.optional(flag, true),
  window: v.optional(oneOf(windows), 'none'),
  /** Absent: nobody watched. */
  stillMs: v.exactOptional(ms),
  ended: v.optional(flag, false),
});
export type ScenarioProgram = v.InferOutput<typeof ProgramSchema>;

const SocketSchema = fields({
  printer: printerId,
  service: v.union([serviceName, socketNumber], words.service),
  /** A program, or "kernel": whoever made it shows in no process list. */
  madeBy: program,
  channel: v.optional(flag, true),
});
export type ScenarioSocket = v.InferOutput<typeof SocketSchema>;

const WindowsServiceSchema = fields({
  name,
  state: v.optional(oneOf(serviceStates), 'running'),
  pid: v.optional(v.nullable(pid), null),
  dependents: v.optional(list(name), []),
  stopMs: v.optional(v.nullable(ms), 150),
  startMs: v.optional(v.nullable(ms), 150),
  startError: v.optional(v.nullable(wholeNumber(1, 0xffffffff)), null),
});

const ComputerSchema = noList({
  driverPackage: v.optional(oneOf(['installed', 'absent', 'unknown']), 'installed'),
  elevated: v.optional(v.nullable(flag), null),
  mayChange: v.optional(flag, true),
  somebodyAtPrinters: v.optional(flag, true),
  silentSources: v.optional(list(oneOf(lookSourceNames)), []),
  unreadQueues: v.optional(list(name), []),
  slowSources: v.optional(noList(v.entriesFromList(lookSourceNames, v.exactOptional(ms))), {}),
});

const triggerKinds = ['request', 'program-end', 'service-state'] as const;
const TriggerSchema = v.variant(
  'on',
  [
    fields({
      on: v.literal('request'),
      printer: printerId,
      request: oneOf(requestNames),
      time: v.optional(wholeNumber(1, 1_000_000), 1),
    }),
    fields({ on: v.literal('program-end'), program }),
    fields({ on: v.literal('service-state'), service: name, state: oneOf(serviceStates) }),
  ],
  otherThan(words.oneOf(triggerKinds)),
);
export type ScenarioTrigger = v.InferOutput<typeof TriggerSchema>;

const event = <const K extends string, const E extends v.ObjectEntries>(kind: K, entries: E) =>
  fields({
    event: v.literal(kind),
    /** From the start or, with a trigger, from that. */
    afterMs: v.optional(ms, 0),
    when: v.exactOptional(TriggerSchema),
    ...entries,
  });

const queueJob = { queue: name, job: wholeNumber(1, 0xffffffff) };

const eventSchemas = [
  event('job-arrives', { queue: name, job: JobSchema }),
  event('job-starts', queueJob),
  event('job-changes', { ...queueJob, states: list(oneOf(jobStates)) }),
  event('job-moves', {
    ...queueJob,
    pages: v.optional(wholeNumber(0, 1_000_000), 0),
    bytes: v.optional(wholeNumber(0, 0xffffffff), 0),
  }),
  event('job-leaves', queueJob),
  event('queue-changes', {
    queue: name,
    offline: v.exactOptional(flag),
    paused: v.exactOptional(flag),
    error: v.exactOptional(flag),
  }),
  event('program-starts', { program: ProgramSchema }),
  event('program-changes', {
    program,
    works: v.exactOptional(flag),
    window: v.exactOptional(oneOf(windows)),
  }),
  event('program-ends', { program }),
  event('program-lets-go', { program, printer: printerId }),
  event('socket-made', { socket: SocketSchema }),
  event('socket-destroyed', { printer: printerId, socket: socketNumber }),
  event('service-changes', {
    service: name,
    state: oneOf(serviceStates),
    pid: v.exactOptional(v.nullable(pid)),
  }),
  event('cable-out', { printer: printerId }),
  event('cable-in', { printer: printerId }),
  event('device-changes', { printer: printerId, problemCode }),
  event('faults-begin', { printer: printerId, faults: list(FaultSchema) }),
  event('faults-end', { printer: printerId }),
  event('data-stops', { printer: printerId }),
  event('data-flows', { printer: printerId }),
  event('channel-opened-by-printer', { printer: printerId, socket: socketNumber }),
  event('source-silent', { source: oneOf(lookSourceNames) }),
  event('source-answers', { source: oneOf(lookSourceNames) }),
  event('clock-set', { byMs: wallClockMs }),
] as const;
const eventKinds = eventSchemas.map(({ entries }) => entries.event.literal);
const EventSchema = v.variant('event', eventSchemas, otherThan(words.oneOf(eventKinds)));
export type ScenarioEvent = v.InferOutput<typeof EventSchema>;

export const ScenarioSchema = noList({
  scenario: v.literal(1, otherThan('1')),
  title: v.exactOptional(text),
  /** For practice: how many times faster than life the timeline runs and pages are printed. */
  speed: v.optional(number(0.01, 1_000), 1),
  computer: v.optional(ComputerSchema, {}),
  printers: v.optional(list(PrinterSchema), []),
  queues: v.optional(list(QueueSchema), []),
  programs: v.optional(list(ProgramSchema), []),
  sockets: v.optional(list(SocketSchema), []),
  windowsServices: v.exactOptional(list(WindowsServiceSchema)),
  timeline: v.optional(list(EventSchema), []),
});
export type Scenario = v.InferOutput<typeof ScenarioSchema>;
