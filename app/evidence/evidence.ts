import * as v from 'valibot';
import { NtStatusSchema } from '../dot4/ntstatus.ts';
import { ComputerNameSchema } from '../dot4/profile.ts';
import { JobSchema } from './job.ts';
import type { SourceReport } from './source-report.ts';
import { StillSchema } from './still.ts';

export const sourceNames = [
  'made-by-us',
  'driver-answer',
  'activity',
  'spooler',
  'processes',
  'windows-service',
  'device-node',
  'socket-number',
] as const;
export type SourceName = (typeof sourceNames)[number];

/** Wall-clock time, in ms since the Unix epoch: shown, never compared. */
const at = v.number();
/** Its place in the order in which evidence reached the session; absent before it did. What came later counts. */
const seq = v.optional(v.number());
/** When that was on the session's monotonic clock, in ms. */
const ms = v.optional(v.number());

export const ProcessSchema = v.strictObject({
  name: v.string(),
  pid: v.number(),
  /** null while it runs. */
  endedAt: v.nullable(v.number()),
  /** When it was created, as the system writes it: with its id it names one process for ever. Absent in older records. */
  startedAt: v.optional(v.nullable(v.string())),
});
export type Process = v.InferOutput<typeof ProcessSchema>;

export const serviceStates = [
  'not-installed',
  'stopped',
  'start-pending',
  'stop-pending',
  'running',
  'continue-pending',
  'pause-pending',
  'paused',
] as const;

/** A Windows service that has to do with printers; `pid` null while it has no process. */
export const WindowsServiceSchema = v.strictObject({
  name: v.string(),
  state: v.picklist(serviceStates),
  pid: v.nullable(v.number()),
});
export type WindowsService = v.InferOutput<typeof WindowsServiceSchema>;

/** A printer of the spooler. One that is pooled has several ports, and prints each job on whichever is free. */
export const QueueSchema = v.strictObject({
  name: v.string(),
  ports: v.array(v.string()),
  driver: v.string(),
  /** Where its printer stands, as it was entered in Windows. Absent in older records. */
  location: v.optional(v.nullable(v.string())),
  offline: v.boolean(),
  paused: v.optional(v.boolean()),
  /** It reports an error, a jam or that it needs a person. */
  error: v.optional(v.boolean()),
  /** Jobs in it, as the spooler counts them. */
  jobs: v.number(),
});
export type Queue = v.InferOutput<typeof QueueSchema>;

/** What Windows has on record of a device node. Dates are as the package writes them (month-day-year). */
export const DeviceNodeSchema = v.strictObject({
  setupClass: v.string(),
  service: v.nullable(v.string()),
  provider: v.nullable(v.string()),
  version: v.nullable(v.string()),
  date: v.nullable(v.string()),
  problemCode: v.nullable(v.number()),
  /** Port of the spooler that leads here ("Base Name" and "Port Number" of its interface). */
  port: v.nullable(v.string()),
  /** Further ports, where it has several printing interfaces. */
  otherPorts: v.optional(v.array(v.string())),
});
export type DeviceNode = v.InferOutput<typeof DeviceNodeSchema>;

const piece = <const K extends string, const S extends SourceName, E extends v.ObjectEntries>(
  kind: K,
  source: S,
  entries: E,
) => v.strictObject({ kind: v.literal(kind), source: v.literal(source), at, seq, ms, ...entries });

/** One thing that was seen, with its source and time (ms since the epoch). */
export const EvidenceSchema = v.variant('kind', [
  /** WAIT_FOR_CHANNEL pended: the socket exists. `measuredOn`: where the driver was measured, if not on this computer. */
  piece('probe-pended', 'driver-answer', { measuredOn: v.optional(ComputerNameSchema) }),
  /** The driver answered the probe with its status for an unknown socket: the socket does not exist. */
  piece('probe-refused', 'driver-answer', { ntstatus: NtStatusSchema }),
  /** The peripheral opened a channel to our probe; it was closed again at once. */
  piece('probe-caught-channel', 'driver-answer', { closedAgain: v.boolean() }),
  /**
   * The probe shows neither. `control-late`: the socket waited, but so did numbers that do not exist, or no number was
   * refused in time. Absent in older records.
   */
  piece('probe-unclear', 'driver-answer', {
    ntstatus: v.nullable(NtStatusSchema),
    because: v.optional(v.literal('control-late')),
  }),
  piece('destroy-answered', 'driver-answer', { ntstatus: NtStatusSchema }),
  /** CREATE_SOCKET for a service, with a socket of ours that was destroyed at once; `ntstatus` null: done, or no answer. */
  piece('service-probed', 'driver-answer', {
    service: v.string(),
    known: v.picklist(['known', 'unknown', 'unclear']),
    ntstatus: v.nullable(NtStatusSchema),
  }),
  /** OPEN_CHANNEL on such a socket; the channel was closed at once. */
  piece('channel-probed', 'driver-answer', {
    service: v.string(),
    use: v.picklist(['in-use', 'free', 'unclear']),
    ntstatus: v.nullable(NtStatusSchema),
  }),
  /** We opened this channel ourselves (Try a channel…): the driver named both sockets. */
  piece('own-channel', 'made-by-us', { service: v.string(), peripheralSocket: v.number() }),
  /** Our socket was destroyed, with its channel. */
  piece('own-channel-ended', 'made-by-us', {}),
  /** Our socket could not be destroyed. */
  piece('own-channel-left', 'made-by-us', {}),
  /** Somebody else closed our channel: the number may be another's by now, and we left it alone. */
  piece('own-channel-lost', 'made-by-us', {}),
  /** The socket id is customary for this service. */
  piece('customary-number', 'socket-number', { service: v.string() }),
  /** The print function's device key names this socket. */
  piece('static-socket', 'device-node', { service: v.string() }),
  /** `stoodMs`: for how long it had printed nothing, where that was watched before the session: simulated PCs alone say so. */
  piece('job', 'spooler', { job: JobSchema, stoodMs: v.optional(v.number()) }),
  /** A process seen using this service of the device. */
  piece('process', 'processes', { process: ProcessSchema }),
  /**
   * What a process that has the device open has used since its start. `window` null: none of it was seen. The session
   * adds for how long nothing was used, and for how long the window has not responded.
   */
  piece('process-use', 'processes', {
    name: v.string(),
    pid: v.number(),
    startedAt: v.nullable(v.string()),
    processorMs: v.number(),
    operations: v.number(),
    window: v.nullable(v.picklist(['responds', 'hangs'])),
    stoodMs: v.optional(v.number()),
    idle: v.optional(StillSchema),
    hung: v.optional(v.nullable(StillSchema)),
  }),
  /** For how long a job that is not over has stood where it stands, as the session saw it. */
  piece('job-still', 'spooler', {
    job: JobSchema,
    /** Its queue, as far as it explains that the job stands; `busy`: another job prints, or its turn comes first. */
    queue: v.strictObject({
      paused: v.boolean(),
      offline: v.boolean(),
      error: v.boolean(),
      busy: v.boolean(),
    }),
    still: StillSchema,
    /** Nothing of it has changed since it was first seen: what went on before, only its own account says. */
    asFirstSeen: v.boolean(),
    /** When its pages or bytes were last seen to change, on the session's monotonic clock. */
    movedMs: v.nullable(v.number()),
  }),
  /** A channel of our own to the printer: whether an answer came while the driver answered. */
  piece('printer-tried', 'made-by-us', { service: v.string(), answer: v.picklist(['came', 'none']) }),
  /** How many processes were seen with the device open. Kernel clients are never among them. */
  piece('holders-counted', 'processes', {
    holders: v.number(),
    /** Place in the order of arrival at which the last of them was seen to have let go; absent: none was seen before. */
    letGoSeq: v.optional(v.number()),
  }),
  piece('device-left', 'device-node', {}),
  piece('node', 'device-node', { node: DeviceNodeSchema }),
  piece('service', 'windows-service', { service: WindowsServiceSchema }),
  piece('port', 'spooler', { port: v.string(), monitor: v.nullable(v.string()) }),
  /** Which queues belong to a device is deduced from the names of its ports. */
  piece('queue', 'spooler', { queue: QueueSchema }),
]);
export type Evidence = v.InferOutput<typeof EvidenceSchema>;

/** What the system around a driver says of a device; `hostSocket` null: it names no socket. */
export interface Observation {
  readonly hostSocket: number | null;
  readonly evidence: Evidence;
}

/** One look at the surroundings of a device: what was seen, and how each source fared. */
export interface Sight {
  readonly observations: readonly Observation[];
  readonly sources: readonly SourceReport[];
}

/** How sure a piece of evidence is by itself, before any rule draws on it. */
export const confidenceOf = (evidence: Evidence): 'confirmed' | 'inferred' => {
  switch (evidence.kind) {
    case 'customary-number':
    case 'static-socket':
    case 'queue':
    case 'port':
    case 'service-probed':
    case 'channel-probed':
    case 'printer-tried':
      return 'inferred';
    default:
      return 'confirmed';
  }
};

/** In the order in which they came, the last one first: between two of them the clock may have been set. */
export const newestFirst = (pieces: readonly Evidence[]): readonly Evidence[] =>
  pieces.toReversed().sort((a, b) => (b.seq ?? 0) - (a.seq ?? 0));
