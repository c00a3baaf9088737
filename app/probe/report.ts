import * as v from 'valibot';
import { DeviceIdSchema } from '../dot4/device.ts';
import { EvidenceSchema } from '../evidence/evidence.ts';

/** The service that is asked for now, as the `number`th of `total` questions. */
export const ProbeStepSchema = v.strictObject({
  deviceId: DeviceIdSchema,
  service: v.string(),
  number: v.number(),
  total: v.number(),
});

/** What probing the services of a device came to. */
export const ProbeReportSchema = v.strictObject({
  evidence: v.array(EvidenceSchema),
  /** Services that were not asked for before the time was up. */
  unasked: v.array(v.string()),
  /** Known services on which no channel was opened, to spare a job. */
  spared: v.array(
    v.strictObject({ service: v.string(), because: v.picklist(['job-in-progress', 'jobs-not-visible']) }),
  ),
  /** Host sockets of ours that the driver did not let us destroy. */
  leftBehind: v.array(v.number()),
  /** Host sockets of an earlier, interrupted probe or measurement that were destroyed. */
  cleanedUp: v.array(v.number()),
});
export type ProbeReport = v.InferOutput<typeof ProbeReportSchema>;
