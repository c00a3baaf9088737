import * as v from 'valibot';
import { DeviceIdSchema } from '../dot4/device.ts';
import { HostSocketSchema } from '../dot4/sockets.ts';
import { ActionSchema } from './action.ts';
import { RemedyOutcomeSchema } from './outcome.ts';
import { StepKindSchema } from './step.ts';

/** A step as a person saw and confirmed it. It is run only while the plan still says the same. */
export const RemedyRequestSchema = v.strictObject({
  deviceId: DeviceIdSchema,
  hostSocket: HostSocketSchema,
  generation: v.pipe(v.number(), v.integer(), v.minValue(1)),
  step: StepKindSchema,
  /** What the plan would do around the driver; null for the steps that do nothing there. */
  action: v.nullable(ActionSchema),
});
export type RemedyRequest = v.InferOutput<typeof RemedyRequestSchema>;

export const remedyStages = [
  'looking',
  'acting',
  'checking',
  'waiting-to-leave',
  'waiting-to-return',
] as const;
export type RemedyStage = (typeof remedyStages)[number];

/** The last run of one step on one channel: how far it is, or what came of it. */
export const RemedyRunSchema = v.strictObject({
  key: v.string(),
  at: v.number(),
  channelKey: v.string(),
  deviceId: DeviceIdSchema,
  deviceName: v.string(),
  hostSocket: HostSocketSchema,
  service: v.nullable(v.string()),
  step: StepKindSchema,
  target: v.string(),
  /** null when it has ended. */
  stage: v.nullable(v.picklist(remedyStages)),
  /** null while it runs. */
  outcome: v.nullable(RemedyOutcomeSchema),
  /** A person has read it. It stays with its step. */
  dismissed: v.boolean(),
});
export type RemedyRun = v.InferOutput<typeof RemedyRunSchema>;

export const remedyKey = (channelKey: string, step: string): string => `${channelKey} ${step}`;
