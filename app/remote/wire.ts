import * as v from 'valibot';
import { DeviceIdSchema } from '../dot4/device.ts';
import { FaultSchema } from '../faults/fault.ts';
import { operationKinds } from '../operations/kinds.ts';

// What `unjam serve` and whoever started it over ssh say to each other: JSON, one message a line.

/**
 * Both sides must have the same number: it stands for everything below and for the contract of the window, whose
 * calls and events pass unchanged. A test goes red when either changes and the number does not.
 */
export const protocol = 6;

/** Of a line to the far side, in bytes: the longest text of the bridge, whatever is escaped in it. */
export const longestCall = 8_000_000;
/** Of a line from the far side, in bytes: the session of a PC whose every channel is open, with all evidence. */
export const longestAnswer = 64_000_000;
/** Before the far side says hello a login may print what it likes, in bytes. */
export const longestGreeting = 65_536;
/** From the far side in one second, except for the output of a command. */
export const mostMessages = 1_000;
/** Things that a lost connection leaves unfinished. */
export const mostUnfinished = 1_000;
/** Calls that wait for their answer. */
export const mostCalls = 256;

const text = (length: number) => v.pipe(v.string(), v.maxLength(length));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Who is at the other end, as that end says. */
const who = {
  protocol: count,
  version: text(100),
  computer: text(300),
  user: text(300),
};

/** One connection of a window: what it does bears this id in both trails. */
const connection = v.pipe(v.string(), v.uuid());

/** One thing that a lost connection had begun and not seen end. `hostSocket`: of a close or a step. */
const UnfinishedSchema = v.object({
  deviceId: DeviceIdSchema,
  operation: v.picklist(operationKinds),
  hostSocket: v.nullable(count),
});
export type Unfinished = v.InferOutput<typeof UnfinishedSchema>;

const ResumedSchema = v.object({
  connection,
  unfinished: v.pipe(v.array(UnfinishedSchema), v.maxLength(mostUnfinished)),
});
export type Resumed = v.InferOutput<typeof ResumedSchema>;

export const FromNearSchema = v.variant('say', [
  v.object({
    say: v.literal('hello'),
    ...who,
    connection,
    /** The connection that was lost before this one: what it began may have ended since. */
    resumes: v.nullable(ResumedSchema),
    /** `window`: calls of the contract; else the arguments of one command. */
    wants: v.union([v.literal('window'), v.pipe(v.array(text(4_096)), v.maxLength(100))]),
  }),
  v.object({ say: v.literal('call'), id: count, call: text(100), input: v.optional(v.unknown()) }),
  v.object({ say: v.literal('ping') }),
]);
export type FromNear = v.InferOutput<typeof FromNearSchema>;

export const FromFarSchema = v.variant('say', [
  v.object({ say: v.literal('hello'), unjam: v.literal('serve'), ...who }),
  /** What was wanted is ready, or why not. */
  v.object({ say: v.literal('ready'), fault: v.nullable(FaultSchema) }),
  v.object({
    say: v.literal('answer'),
    id: count,
    answer: v.variant('ok', [
      v.object({ ok: v.literal(true), value: v.optional(v.unknown()) }),
      v.object({ ok: v.literal(false), fault: FaultSchema }),
    ]),
  }),
  v.object({ say: v.literal('event'), event: text(100), payload: v.optional(v.unknown()) }),
  v.object({ say: v.literal('output'), to: v.picklist(['stdout', 'stderr']), text: v.string() }),
  v.object({ say: v.literal('exit'), code: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255)) }),
  v.object({ say: v.literal('pong') }),
]);
export type FromFar = v.InferOutput<typeof FromFarSchema>;

export const HelloSchema = FromFarSchema.options[0];
export type FarHello = v.InferOutput<typeof HelloSchema>;

/** The calls of the contract that the far side answers; all others are answered by the window's own program. */
export const remoteCalls = [
  'session.snapshot',
  'session.refresh',
  'session.dismissNotice',
  'session.setUpdates',
  'session.acknowledge',
  'device.requests',
  'operation.start',
  'operation.cancel',
  'operation.skip',
  'operation.dismiss',
  'operation.answer',
  'audit.read',
  'settings.change',
] as const;
export type RemoteCall = (typeof remoteCalls)[number];

export const remoteEvents = ['session.delta', 'device.requestsGrew', 'audit.changed'] as const;
export type RemoteEvent = (typeof remoteEvents)[number];

/** Whoever asked from another computer, as they said themselves. In every record of what they did. */
export const AskedFromSchema = v.strictObject({
  user: text(300),
  computer: text(300),
  /** The address that sshd saw; null: no sshd said any. */
  address: v.nullable(text(100)),
  connection,
});
export type AskedFrom = v.InferOutput<typeof AskedFromSchema>;
