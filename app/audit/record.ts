import * as v from 'valibot';
import { DriverPackageSchema } from '../dot4/device.ts';
import { DriverProfileSchema } from '../dot4/profile.ts';
import { EvidenceSchema } from '../evidence/evidence.ts';
import { FaultSchema } from '../faults/fault.ts';
import { OutcomeSchema } from '../teardown/outcome.ts';
import { TrialReportSchema } from '../trial/trial.ts';

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
  /** The same for the beginning and the end of one measurement. */
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

const trial = {
  schema: v.literal(1),
  /** The same for the beginning and the end of one trial. */
  trial: v.string(),
  at: common.at,
  user: common.user,
  computer: common.computer,
  program: common.program,
  simulated: common.simulated,
  device: common.device,
  service: v.string(),
};

/** Before a channel of our own is opened. */
export const TrialStartRecordSchema = v.strictObject({ record: v.literal('trial-start'), ...trial });

/** After it. `report` is null when no channel was opened. */
export const TrialEndRecordSchema = v.strictObject({
  record: v.literal('trial-end'),
  ...trial,
  report: v.nullable(TrialReportSchema),
  fault: v.nullable(FaultSchema),
});

/** One line of the audit trail. */
export const AuditRecordSchema = v.variant('record', [
  IntentRecordSchema,
  OutcomeRecordSchema,
  MeasureStartRecordSchema,
  MeasureEndRecordSchema,
  TrialStartRecordSchema,
  TrialEndRecordSchema,
]);
export type AuditRecord = v.InferOutput<typeof AuditRecordSchema>;
