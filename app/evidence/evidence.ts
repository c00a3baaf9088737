import * as v from 'valibot';
import { NtStatusSchema } from '../dot4/ntstatus.ts';

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

const at = v.number();

/** A job that uses a device, as the spooler (or the fax service) tells it. */
export const JobSchema = v.strictObject({
  kind: v.picklist(['print', 'fax']),
  id: v.number(),
  queue: v.string(),
  document: v.nullable(v.string()),
  user: v.nullable(v.string()),
  pagesDone: v.nullable(v.number()),
  pagesTotal: v.nullable(v.number()),
  inProgress: v.boolean(),
});
export type Job = v.InferOutput<typeof JobSchema>;

export const ProcessSchema = v.strictObject({
  name: v.string(),
  pid: v.number(),
  /** null while it runs. */
  endedAt: v.nullable(v.number()),
});
export type Process = v.InferOutput<typeof ProcessSchema>;

const piece = <const K extends string, const S extends SourceName, E extends v.ObjectEntries>(
  kind: K,
  source: S,
  entries: E,
) => v.strictObject({ kind: v.literal(kind), source: v.literal(source), at, ...entries });

/** One thing that was seen, with its source and time (ms since the epoch). */
export const EvidenceSchema = v.variant('kind', [
  /** WAIT_FOR_CHANNEL pended: the socket exists. */
  piece('probe-pended', 'driver-answer', {}),
  /** The driver answered the probe with its status for an unknown socket: the socket does not exist. */
  piece('probe-refused', 'driver-answer', { ntstatus: NtStatusSchema }),
  /** The peripheral opened a channel to our probe; it was closed again at once. */
  piece('probe-caught-channel', 'driver-answer', { closedAgain: v.boolean() }),
  /** The probe answered something that tells neither. */
  piece('probe-unclear', 'driver-answer', { ntstatus: v.nullable(NtStatusSchema) }),
  piece('destroy-answered', 'driver-answer', { ntstatus: NtStatusSchema }),
  /** The socket id is customary for this service. */
  piece('customary-number', 'socket-number', { service: v.string() }),
  /** The print function's device key names this socket. */
  piece('static-socket', 'device-node', { service: v.string() }),
  piece('job', 'spooler', { job: JobSchema }),
  /** A process seen using this service of the device. */
  piece('process', 'processes', { process: ProcessSchema }),
  /** How many processes were seen with the device open. Kernel clients are never among them. */
  piece('holders-counted', 'processes', { holders: v.number() }),
  piece('device-left', 'device-node', {}),
]);
export type Evidence = v.InferOutput<typeof EvidenceSchema>;

/** What the system around a driver says of a device; `hostSocket` null: it names no socket. */
export interface Observation {
  readonly hostSocket: number | null;
  readonly evidence: Evidence;
}
