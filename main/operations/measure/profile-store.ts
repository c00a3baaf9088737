import { statSync } from 'node:fs';
import * as v from 'valibot';
import type { Device } from '#app/dot4/device.ts';
import { DriverProfileSchema } from '#app/dot4/profile.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Fault } from '#app/faults/fault.ts';
import { readChecked } from '../../files/read-checked.ts';
import { writeAtomically } from '../../files/write-atomically.ts';

/** What was measured of drivers. */
export interface ProfileStore {
  /** Null for a driver that was not measured. */
  find(device: Device): DriverProfile | null;
  /** Throws a system error where it cannot be kept. */
  keep(device: Device, profile: DriverProfile): void;
}

const StoredSchema = v.strictObject({
  schema: v.literal(1),
  profiles: v.array(
    v.strictObject({
      service: v.string(),
      version: v.nullable(v.string()),
      profile: DriverProfileSchema,
    }),
  ),
});
type Stored = v.InferOutput<typeof StoredSchema>;

const none: Stored = { schema: 1, profiles: [] };

/** For this session only, each device for itself: simulated drivers share a name and differ all the same. */
export const memoryProfiles = (): ProfileStore => {
  const profiles = new Map<string, DriverProfile>();
  return {
    find: (device) => profiles.get(device.id) ?? null,
    keep: (device, profile) => void profiles.set(device.id, profile),
  };
};

/** Each write makes a new file in the place of the old one; null where there is none. */
const versionOf = (path: string): string | null => {
  const file = statSync(path, { throwIfNoEntry: false });
  return file === undefined ? null : `${file.ino} ${file.mtimeMs} ${file.size}`;
};

/**
 * In a file, by driver service and version: a new version of a driver is another driver. A device that does not
 * tell its driver's service is remembered for this session alone.
 */
export const fileProfiles = (path: string, tell: (fault: Fault) => void): ProfileStore => {
  const unnamed = memoryProfiles();
  const read = (): Stored => readChecked(path, StoredSchema, tell) ?? none;
  let stored = none;
  let readAs: string | null = null;
  /** Another Unjam may have measured a driver since: the file is read again when it is another one. */
  const upToDate = (): Stored => {
    const now = versionOf(path);
    if (now !== readAs) stored = read();
    readAs = now;
    return stored;
  };
  upToDate();
  return {
    find: (device) => {
      const { service, version } = device.driver;
      if (service === null) return unnamed.find(device);
      const found = upToDate().profiles.find((one) => one.service === service && one.version === version);
      return found?.profile ?? null;
    },
    keep: (device, profile) => {
      const { service, version } = device.driver;
      if (service === null) return unnamed.keep(device, profile);
      // Another Unjam may have measured another driver since.
      const others = read().profiles.filter((one) => one.service !== service || one.version !== version);
      const next: Stored = { schema: 1, profiles: [...others, { service, version, profile }] };
      stored = next;
      writeAtomically(path, `${JSON.stringify(next, null, 2)}\n`);
      readAs = versionOf(path);
    },
  };
};
