import * as v from 'valibot';
import { DriverPackageSchema } from '../dot4/device.ts';
import { EvidenceSchema } from '../evidence/evidence.ts';
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

/** One line of the audit trail. */
export const AuditRecordSchema = v.variant('record', [IntentRecordSchema, OutcomeRecordSchema]);
export type AuditRecord = v.InferOutput<typeof AuditRecordSchema>;
