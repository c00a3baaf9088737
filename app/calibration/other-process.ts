import * as v from 'valibot';
import { DeviceIdSchema } from '../dot4/device.ts';
import { HostSocketSchema } from '../dot4/sockets.ts';
import { FaultSchema } from '../faults/fault.ts';

/** What a second process of ours is started for: one DESTROY_SOCKET through a handle of its own. */
export const OtherProcessTaskSchema = v.strictObject({
  deviceId: DeviceIdSchema,
  /** The names by which the device may open, in the order to be tried. */
  openPaths: v.array(v.string()),
  hostSocket: HostSocketSchema,
  shape: v.nullable(v.string()),
  deadlineMs: v.pipe(v.number(), v.minValue(0)),
});
export type OtherProcessTask = v.InferOutput<typeof OtherProcessTaskSchema>;

/** What it answers, before it ends. */
export const OtherProcessAnswerSchema = v.variant('ok', [
  v.strictObject({ ok: v.literal(true) }),
  v.strictObject({ ok: v.literal(false), fault: FaultSchema }),
]);
export type OtherProcessAnswer = v.InferOutput<typeof OtherProcessAnswerSchema>;

const OrderSchema = v.strictObject({
  /** Made for this one process by its parent, which gives it a second time in another way. */
  secret: v.pipe(v.string(), v.minLength(32)),
  task: OtherProcessTaskSchema,
});

export const encodeOrder = (order: v.InferOutput<typeof OrderSchema>): string => JSON.stringify(order);

/** The task of an order with this secret; null for anything else. */
export const taskOfOrder = (text: string, secret: string): OtherProcessTask | null => {
  try {
    const order = v.safeParse(OrderSchema, JSON.parse(text));
    return order.success && order.output.secret === secret ? order.output.task : null;
  } catch {
    return null;
  }
};

/** Null for anything but an answer: what a process that was killed leaves behind. */
export const parseAnswer = (text: string): OtherProcessAnswer | null => {
  try {
    const parsed = v.safeParse(OtherProcessAnswerSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
};
