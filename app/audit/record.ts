import * as v from 'valibot';
import { DriverPackageSchema } from '../dot4/device.ts';
import { DriverProfileSchema } from '../dot4/profile.ts';
import { EvidenceSchema } from '../evidence/evidence.ts';
import { FaultSchema } from '../faults/fault.ts';
import { ActionSchema } from '../remedy/action.ts';
import { RemedyOutcomeSchema } from '../remedy/outcome.ts';
import { StepKindSchema } from '../remedy/step.ts';
import { OutcomeSchema } from '../teardown/outcome.ts';

const common = {
  schema: v.literal(1),
  /** The same for the intent and the outcome of one teardown. */
  teardown: v.string(),
  /** ISO 8601, UTC. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  user: v.string(),
  computer: v.string(),
  program: v.picklist(['window', 'command line']),
  simulated: v.boolean(),
  device: v.strictObject({
    id: v.string(),
    name: v.string(),
    instanceId: v.string(),
    driver: DriverPackageSchema,
  }),
  hostSocket: v.number(),
  /** null: the socket was named by number only, no row of it was ever seen. */
  generation: v.nullable(v.number()),
  evidence: v.array(EvidenceSchema),
};

/** On disk before the request is sent. */
export const IntentRecordSchema = v.strictObject({
  record: v.literal('intent'),
  ...common,
  request: v.literal('IOCTL_DOT4_DESTROY_SOCKET'),
  overJob: v.boolean(),
});

/** After it. `request` is null when nothing was sent. */
export const OutcomeRecordSchema = v.strictObject({
  record: v.literal('outcome'),
  ...common,
  request: v.nullable(v.literal('IOCTL_DOT4_DESTROY_SOCKET')),
  ntstatus: v.nullable(v.strictObject({ code: v.string(), name: v.nullable(v.string()) })),
  outcome: OutcomeSchema,
});

const measurement = {
  schema: v.literal(1),
  /** The same for the beginning and the end of one measurement or probe. */
  measurement: v.string(),
  at: common.at,
  user: common.user,
  computer: common.computer,
  program: common.program,
  simulated: common.simulated,
  device: common.device,
};

/** Before a driver is measured. */
export const MeasureStartRecordSchema = v.strictObject({
  record: v.literal('measure-start'),
  ...measurement,
});

/** After it. Host sockets are ours, but for what an earlier measurement left behind. */
export const MeasureEndRecordSchema = v.strictObject({
  record: v.literal('measure-end'),
  ...measurement,
  profile: v.nullable(DriverProfileSchema),
  leftBehind: v.array(v.number()),
  cleanedUp: v.array(v.number()),
  fault: v.nullable(FaultSchema),
});

const remedy = {
  schema: v.literal(1),
  /** The same for the intent and the outcome of one step. */
  remedy: v.string(),
  at: common.at,
  user: common.user,
  computer: common.computer,
  program: common.program,
  simulated: common.simulated,
  device: common.device,
  hostSocket: common.hostSocket,
  generation: v.number(),
  evidence: common.evidence,
  step: StepKindSchema,
  target: v.string(),
  /** null: done by a person, and watched. */
  action: v.nullable(ActionSchema),
};

/** On disk before a step of the remedy ladder is run. Destroying a socket has records of its own. */
export const RemedyIntentRecordSchema = v.strictObject({ record: v.literal('remedy-intent'), ...remedy });

export const RemedyOutcomeRecordSchema = v.strictObject({
  record: v.literal('remedy-outcome'),
  ...remedy,
  outcome: RemedyOutcomeSchema,
});

/** Before services are probed; `open`: also by opening channels. */
export const ProbeStartRecordSchema = v.strictObject({
  record: v.literal('probe-start'),
  ...measurement,
  open: v.boolean(),
});

/** After it. */
export const ProbeEndRecordSchema = v.strictObject({
  record: v.literal('probe-end'),
  ...measurement,
  open: v.boolean(),
  evidence: v.array(EvidenceSchema),
  leftBehind: v.array(v.number()),
  cleanedUp: v.array(v.number()),
  fault: v.nullable(FaultSchema),
});

/** One line of the audit trail. */
export const AuditRecordSchema = v.variant('record', [
  IntentRecordSchema,
  OutcomeRecordSchema,
  MeasureStartRecordSchema,
  MeasureEndRecordSchema,
  RemedyIntentRecordSchema,
  RemedyOutcomeRecordSchema,
  ProbeStartRecordSchema,
  ProbeEndRecordSchema,
]);
export type AuditRecord = v.InferOutput<typeof AuditRecordSchema>;
