import * as v from 'valibot';
import { requestNames } from './requests.ts';

const Status = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffffffff));
const Ms = v.pipe(v.number(), v.minValue(0));

/** By what kind of name a device opened: of a DOT4 interface, of a USB printing interface, of the device object. */
const openPathKinds = ['device-interface', 'usb-printing-interface', 'object-name'] as const;
export type OpenPathKind = (typeof openPathKinds)[number];

/** How long things took while the driver was measured, in ms. */
const TimingsSchema = v.strictObject({ openMs: Ms, slowestRequestMs: Ms, totalMs: Ms });

/** The buffers that a request takes, by the name of a shape in native/wire/shapes.ts; absent: not found out. */
const ShapesSchema = v.partial(v.strictObject(v.entriesFromList(requestNames, v.string())));
export type Shapes = v.InferOutput<typeof ShapesSchema>;

/** The name of a computer. */
export const ComputerNameSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(255));

/**
 * What is known about how a driver behaves. Nothing in Microsoft's documentation says any of it, so each
 * field is `unknown` until it was measured on that driver (or declared, by a simulated one).
 */
export const DriverProfileSchema = v.strictObject({
  schema: v.literal(2),
  origin: v.picklist(['not-measured', 'measured', 'declared']),
  /** ms since the Unix epoch; null unless measured. */
  measuredAt: v.nullable(v.number()),
  /** The computer that it was measured on, where that is another one: it was imported. */
  measuredOn: v.optional(ComputerNameSchema),
  /** Whether the stack takes the ten requests from a program at all. */
  userMode: v.picklist(['accepted', 'refused', 'unknown']),
  openedBy: v.nullable(v.picklist(openPathKinds)),
  /** Whether a second open is refused while the first one lasts. */
  exclusiveOpen: v.picklist(['yes', 'no', 'unknown']),
  shapes: ShapesSchema,
  /** Whether DESTROY_SOCKET is refused without an output buffer. */
  destroyWantsOutput: v.picklist(['yes', 'no', 'unknown']),
  /** NTSTATUS (unsigned) of DESTROY_SOCKET for a host socket that does not exist. */
  unknownSocketStatus: v.nullable(Status),
  /** The same of WAIT_FOR_CHANNEL. */
  unknownProbeStatus: v.nullable(Status),
  /** Whether WAIT_FOR_CHANNEL pends on a socket that exists and fails on one that does not. */
  existenceProbe: v.picklist(['wait-for-channel', 'none', 'unknown']),
  probeCancellation: v.picklist(['works', 'fails', 'unknown']),
  /** A WAIT_FOR_CHANNEL not refused within this many ms pends; null: the usual limit will do. */
  probeMs: v.nullable(Ms),
  destroyWithOpenChannel: v.picklist(['takes-down', 'busy', 'unknown']),
  /** Whether a socket may be destroyed through another handle than its creator's, in the same process. */
  otherHandleDestroy: v.picklist(['allowed', 'refused', 'unknown']),
  /** Whether a socket made by one process may be destroyed by another. */
  foreignDestroy: v.picklist(['allowed', 'refused', 'unknown']),
  /** What becomes of a socket when the handle that made it closes. */
  creatorEnds: v.picklist(['frees', 'leaks', 'unknown']),
  /** Whether it says success to what cannot be: then none of its answers confirms anything. Absent in older profiles. */
  answersSuccessToAll: v.optional(v.picklist(['yes', 'no', 'unknown']), 'unknown'),
  timings: v.nullable(TimingsSchema),
});
export type DriverProfile = v.InferOutput<typeof DriverProfileSchema>;

export const notMeasured: DriverProfile = {
  schema: 2,
  origin: 'not-measured',
  measuredAt: null,
  userMode: 'unknown',
  openedBy: null,
  exclusiveOpen: 'unknown',
  shapes: {},
  destroyWantsOutput: 'unknown',
  unknownSocketStatus: null,
  unknownProbeStatus: null,
  existenceProbe: 'unknown',
  probeCancellation: 'unknown',
  probeMs: null,
  destroyWithOpenChannel: 'unknown',
  otherHandleDestroy: 'unknown',
  foreignDestroy: 'unknown',
  creatorEnds: 'unknown',
  answersSuccessToAll: 'unknown',
  timings: null,
};
