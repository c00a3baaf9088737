import * as v from 'valibot';
import { DriverPackageSchema } from '../dot4/device.ts';
import { DriverProfileSchema } from '../dot4/profile.ts';
import { EvidenceSchema } from '../evidence/evidence.ts';
import { FaultSchema } from '../faults/fault.ts';
import { ConfirmedSchema } from '../operations/confirmation.ts';
import { operationKinds } from '../operations/kinds.ts';
import { ScanReportSchema } from '../operations/scan-report.ts';
import { ActionSchema } from '../remedy/action.ts';
import { AskedFromSchema } from '../remote/wire.ts';
import { RemedyOutcomeSchema } from '../remedy/outcome.ts';
import { StepKindSchema } from '../remedy/step.ts';
import { OutcomeSchema } from '../teardown/outcome.ts';
import { TrialReportSchema } from '../trial/trial.ts';

/** Who did it, where and when. */
const said = {
  schema: v.literal(1),
  /** ISO 8601, UTC. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  user: v.string(),
  computer: v.string(),
  program: v.picklist(['window', 'command line']),
  /** Another computer from which it was asked for, over ssh. */
  askedFrom: v.optional(AskedFromSchema),
  simulated: v.boolean(),
  device: v.strictObject({
    id: v.string(),
    name: v.string(),
    instanceId: v.string(),
    driver: DriverPackageSchema,
  }),
};

const teardown = {
  ...said,
  /** The same for the intent and the outcome of one teardown. */
  teardown: v.string(),
  hostSocket: v.number(),
  /** null: the socket was named by number only, no row of it was ever seen. */
  generation: v.nullable(v.number()),
  evidence: v.array(EvidenceSchema),
};

/** On disk before the request is sent. */
const IntentRecordSchema = v.strictObject({
  record: v.literal('intent'),
  ...teardown,
  request: v.literal('IOCTL_DOT4_DESTROY_SOCKET'),
  overJob: v.boolean(),
  /** What the person saw and said yes to; absent in older records. */
  confirmed: v.optional(ConfirmedSchema),
});

/** After it. `request` is null when nothing was sent. */
const OutcomeRecordSchema = v.strictObject({
  record: v.literal('outcome'),
  ...teardown,
  request: v.nullable(v.literal('IOCTL_DOT4_DESTROY_SOCKET')),
  ntstatus: v.nullable(v.strictObject({ code: v.string(), name: v.nullable(v.string()) })),
  outcome: OutcomeSchema,
});

/** `measurement`: the same for the beginning and the end of one. */
const measurement = { ...said, measurement: v.string() };

/** Host sockets: of ours, still there; of an earlier one that did not end, destroyed now. */
const leftovers = { leftBehind: v.array(v.number()), cleanedUp: v.array(v.number()) };

/** Before a driver is measured. */
const MeasureStartRecordSchema = v.strictObject({
  record: v.literal('measure-start'),
  ...measurement,
});

/** After it. */
const MeasureEndRecordSchema = v.strictObject({
  record: v.literal('measure-end'),
  ...measurement,
  ...leftovers,
  profile: v.nullable(DriverProfileSchema),
  fault: v.nullable(FaultSchema),
});

const remedy = {
  ...said,
  /** The same for the intent and the outcome of one step. */
  remedy: v.string(),
  hostSocket: v.number(),
  generation: v.number(),
  evidence: v.array(EvidenceSchema),
  step: StepKindSchema,
  target: v.string(),
  /** null: done by a person, and watched. */
  action: v.nullable(ActionSchema),
  /** What the person saw and said yes to; absent in older records. */
  confirmed: v.optional(ConfirmedSchema),
};

/** On disk before a step of the remedy ladder is run. Destroying a socket has records of its own. */
const RemedyIntentRecordSchema = v.strictObject({ record: v.literal('remedy-intent'), ...remedy });

const RemedyOutcomeRecordSchema = v.strictObject({
  record: v.literal('remedy-outcome'),
  ...remedy,
  outcome: RemedyOutcomeSchema,
});

/** `open`: also by opening channels. */
const probe = { ...measurement, open: v.boolean() };

/** Before services are probed. */
const ProbeStartRecordSchema = v.strictObject({ record: v.literal('probe-start'), ...probe });

/** After it. */
const ProbeEndRecordSchema = v.strictObject({
  record: v.literal('probe-end'),
  ...probe,
  ...leftovers,
  evidence: v.array(EvidenceSchema),
  fault: v.nullable(FaultSchema),
});

/** `trial`: the same for the beginning and the end of one. */
const trial = { ...said, trial: v.string(), service: v.string() };

/** Before a channel of our own is opened. */
const TrialStartRecordSchema = v.strictObject({ record: v.literal('trial-start'), ...trial });

/** After it. `report` is null when no channel was opened. */
const TrialEndRecordSchema = v.strictObject({
  record: v.literal('trial-end'),
  ...trial,
  report: v.nullable(TrialReportSchema),
  fault: v.nullable(FaultSchema),
});

/** `scan`: the same for the beginning and the end of one. */
const scan = { ...said, scan: v.string() };

/** Before every host socket of a device is asked for: the printer may open a channel to the question. */
const ScanStartRecordSchema = v.strictObject({ record: v.literal('scan-start'), ...scan });

/** After it. `report` is null when it did not reach its end. */
const ScanEndRecordSchema = v.strictObject({
  record: v.literal('scan-end'),
  ...scan,
  report: v.nullable(ScanReportSchema),
  fault: v.nullable(FaultSchema),
});

/** What was asked of another computer from here; the trail there says what was done. `remote`: the same for both halves. */
const remote = {
  ...said,
  remote: v.string(),
  connection: v.string(),
  host: v.string(),
  /** As the other computer names itself and the account there. */
  there: v.strictObject({ computer: v.string(), user: v.string() }),
  operation: v.picklist(operationKinds),
  hostSockets: v.array(v.number()),
};

/** Before it is asked for. */
const RemoteStartRecordSchema = v.strictObject({ record: v.literal('remote-start'), ...remote });

/** When it has ended there, or the connection was lost (`ended` null). */
const RemoteEndRecordSchema = v.strictObject({
  record: v.literal('remote-end'),
  ...remote,
  ended: v.nullable(v.picklist(['done', 'failed', 'cancelled'])),
  /** Of a close: by host socket. */
  outcomes: v.array(v.strictObject({ hostSocket: v.number(), outcome: OutcomeSchema })),
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
  TrialStartRecordSchema,
  TrialEndRecordSchema,
  ScanStartRecordSchema,
  ScanEndRecordSchema,
  RemoteStartRecordSchema,
  RemoteEndRecordSchema,
]);
export type AuditRecord = v.InferOutput<typeof AuditRecordSchema>;
