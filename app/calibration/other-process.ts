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

/** As one word of a command line, whatever the quoting rules of the system. */
export const encodeTask = (task: OtherProcessTask): string => encodeURIComponent(JSON.stringify(task));

/** Null for anything but a task. */
export const decodeTask = (word: string): OtherProcessTask | null => {
  try {
    const parsed = v.safeParse(OtherProcessTaskSchema, JSON.parse(decodeURIComponent(word)));
    return parsed.success ? parsed.output : null;
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
