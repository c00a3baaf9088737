import * as v from 'valibot';
import { DriverPackageSchema } from '../dot4/device.ts';
import type { Device } from '../dot4/device.ts';
import { DriverProfileSchema } from '../dot4/profile.ts';
import type { DriverProfile } from '../dot4/profile.ts';
import type { Environment } from '../session/state.ts';
import { CalibrationObservationSchema } from './observation.ts';
import type { CalibrationObservation } from './observation.ts';

/**
 * What a user can send to us of a driver: versions, profile, and every question with its answer. No names of
 * computers, users or printers, no serial numbers and no paths.
 */
export const FieldReportSchema = v.strictObject({
  report: v.literal('unjam-driver'),
  schema: v.literal(1),
  unjam: v.string(),
  platform: v.string(),
  runtime: v.string(),
  simulated: v.boolean(),
  driver: DriverPackageSchema,
  setupClass: v.string(),
  profile: DriverProfileSchema,
  observations: v.array(CalibrationObservationSchema),
});
export type FieldReport = v.InferOutput<typeof FieldReportSchema>;

export const fieldReport = (
  environment: Environment,
  { driver, setupClass }: Device,
  profile: DriverProfile,
  observations: readonly CalibrationObservation[],
): FieldReport => ({
  report: 'unjam-driver',
  schema: 1,
  unjam: environment.version,
  platform: environment.platform,
  runtime: `${environment.runtime.name} ${environment.runtime.version}`,
  simulated: environment.mode === 'simulator',
  driver,
  setupClass,
  profile,
  observations: [...observations],
});

/** What measuring a driver came to. */
export const CalibrationSchema = v.strictObject({
  profile: DriverProfileSchema,
  /** The driver was known better before: this measurement found out less, and the earlier profile stays. */
  keptEarlier: v.boolean(),
  /** Host sockets of ours that the driver did not let us destroy. */
  leftBehind: v.array(v.number()),
  /** Host sockets of an earlier, interrupted measurement that were destroyed. */
  cleanedUp: v.array(v.number()),
  report: FieldReportSchema,
});
export type Calibration = v.InferOutput<typeof CalibrationSchema>;
