import * as v from 'valibot';

/**
 * What is known about how a driver behaves. Nothing in Microsoft's documentation says any of it, so each
 * field is `unknown` until it was measured on that driver (or declared, by a simulated one).
 */
export const DriverProfileSchema = v.strictObject({
  schema: v.literal(1),
  origin: v.picklist(['not-measured', 'measured', 'declared']),
  /** NTSTATUS (unsigned) for a host socket that does not exist. */
  unknownSocketStatus: v.nullable(v.number()),
  /** Whether WAIT_FOR_CHANNEL pends on a socket that exists and fails on one that does not. */
  existenceProbe: v.picklist(['wait-for-channel', 'none', 'unknown']),
  probeCancellation: v.picklist(['works', 'fails', 'unknown']),
  /** Whether a socket made by one process may be destroyed by another. */
  foreignDestroy: v.picklist(['allowed', 'refused', 'unknown']),
  destroyWithOpenChannel: v.picklist(['takes-down', 'busy', 'unknown']),
});
export type DriverProfile = v.InferOutput<typeof DriverProfileSchema>;

export const notMeasured: DriverProfile = {
  schema: 1,
  origin: 'not-measured',
  unknownSocketStatus: null,
  existenceProbe: 'unknown',
  probeCancellation: 'unknown',
  foreignDestroy: 'unknown',
  destroyWithOpenChannel: 'unknown',
};
