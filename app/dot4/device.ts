import * as v from 'valibot';

/** A device id is stable across runs of the program; it never contains whitespace. */
export const DeviceIdSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(256), v.regex(/^\S+$/));
export type DeviceId = v.InferOutput<typeof DeviceIdSchema>;

/** The driver package behind a device, as the device node tells it; null where it does not. */
export const DriverPackageSchema = v.strictObject({
  service: v.nullable(v.string()),
  provider: v.nullable(v.string()),
  version: v.nullable(v.string()),
});
export type DriverPackage = v.InferOutput<typeof DriverPackageSchema>;

/** One DOT4 function of a printer, as discovery sees it without opening it. */
export const DeviceSchema = v.strictObject({
  id: DeviceIdSchema,
  name: v.string(),
  instanceId: v.string(),
  /** Devices with the same printerId belong to one physical printer. */
  printerId: v.string(),
  setupClass: v.picklist(['Dot4', 'Dot4Print', 'other']),
  /** Paths of its device interfaces; without one a device cannot be opened. */
  interfaces: v.array(v.string()),
  driver: DriverPackageSchema,
  /** When it last arrived, in ms since the epoch, null where the system does not tell: a change means it was away. */
  arrivedAt: v.nullable(v.number()),
  /** Problem code of the device manager (0: none), null where it could not be read. */
  problemCode: v.nullable(v.number()),
});
export type Device = v.InferOutput<typeof DeviceSchema>;

/** What one look at the system found. */
export interface Discovery {
  readonly devices: readonly Device[];
  /** `absent` is the normal state of Windows 8 and later without the vendor's DOT4 package. */
  readonly driverPackage: 'installed' | 'absent' | 'unknown';
}
