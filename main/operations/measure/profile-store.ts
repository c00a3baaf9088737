import * as v from 'valibot';
import type { Device } from '#app/dot4/device.ts';
import { DriverProfileSchema } from '#app/dot4/profile.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { changeJsonFile, readJsonFile } from '../../files/json-file.ts';
import type { StoreOptions } from '../../files/json-file.ts';
import { disk, onDisk } from '../../files/steps.ts';
import { codeOrThrow } from '../../files/system-error.ts';
import {
  isNamed,
  keyOf,
  mayBeOf,
  OwnerSchema,
  problemOf,
  profilesFile,
  StoredProfileSchema,
  withProfiles,
} from './profiles-file.ts';
import type { NamedDriver, StoredProfile } from './profiles-file.ts';

/** What was measured of drivers. */
export interface ProfileStore {
  /** Null for a driver that was not measured. */
  find(device: Device): DriverProfile | null;
  /**
   * Faults: profile-invalid, and nothing is changed; profile-not-kept, and the profile holds until the program ends
   * and is written with the next one, or at the end.
   */
  keep(device: Device, profile: DriverProfile): Result<void, Fault>;
  /** Tries once more to write what could not be; called at the end of the program. */
  flush(): void;
}

const ownKeyOf = ({ id, driver }: Device): string =>
  JSON.stringify([id, driver.service, driver.provider, driver.version]);

/** A profile that its own schema refuses would make every later snapshot of the session fail. */
const checked = (profile: DriverProfile): Result<DriverProfile, Fault> => {
  const parsed = v.safeParse(DriverProfileSchema, profile);
  return parsed.success
    ? ok(parsed.output)
    : fail({ kind: 'profile-invalid', problem: problemOf(parsed.issues) });
};

/** For this session only, each device for itself: simulated drivers share a name and differ all the same. */
export const memoryProfiles = (): ProfileStore => {
  const profiles = new Map<string, DriverProfile>();
  return {
    find: (device) => profiles.get(ownKeyOf(device)) ?? null,
    keep: (device, profile) => {
      const valid = checked(profile);
      if (!valid.ok) return valid;
      profiles.set(ownKeyOf(device), valid.value);
      return ok(undefined);
    },
    flush: () => undefined,
  };
};

/**
 * In a file, by service, provider and version of the driver: a new version is another driver. Two drivers of unknown
 * version may be two drivers, so a profile of such a one is for its device alone, until the program ends.
 */
export const fileProfiles = (
  path: string,
  tell: (fault: Fault) => void,
  { over = () => undefined, files = onDisk }: StoreOptions = {},
): ProfileStore => {
  const unnamed = memoryProfiles();
  /** What could not be written yet. */
  const unwritten = new Map<string, StoredProfile & NamedDriver>();
  let usable: readonly StoredProfile[] = [];
  let readAs: string | null = null;
  /** Why what is unwritten could not be written. */
  let notKept: Fault | null = null;
  const told = new Map<string, Fault>();
  const tellOnce = (fault: Fault): void => {
    const text = JSON.stringify(fault);
    if (!told.has(text)) tell(fault);
    told.set(text, fault);
  };
  const isReadable = (): void => {
    for (const [text, fault] of told) {
      if (fault.kind !== 'file-unreadable') continue;
      told.delete(text);
      over(fault);
    }
  };

  const file = profilesFile(path, (putAside) => tell({ kind: 'file-damaged', path, putAside }));

  const understood = (raw: unknown): StoredProfile[] => {
    const parsed = v.safeParse(StoredProfileSchema, raw);
    if (parsed.success) return [parsed.output];
    const owner = v.safeParse(OwnerSchema, raw);
    const driver = owner.success ? `${owner.output.service} ${owner.output.version ?? ''}`.trim() : '?';
    tellOnce({ kind: 'profile-unreadable', path, driver, problem: problemOf(parsed.issues) });
    return [];
  };

  /** The file as it is now: another Unjam may have measured a driver since. */
  const read = (): void => {
    try {
      // each write makes a new file in the place of the old one
      const about = files.now(disk.look(path));
      const version = about === null ? null : `${about.id} ${about.modifiedMs} ${about.size}`;
      if (version === readAs) return;
      usable = files.now(readJsonFile(file)).profiles.flatMap(understood);
      readAs = version;
      isReadable();
    } catch (error) {
      tellOnce({ kind: 'file-unreadable', path, code: codeOrThrow(error) });
    }
  };

  const providers = new Map<string, Set<string | null>>();
  /** A profile without a provider holds as long as drivers of one provider alone ask for it. */
  const isUnambiguous = (one: StoredProfile, { service, provider, version }: NamedDriver): boolean => {
    if (one.provider !== undefined) return true;
    const key = JSON.stringify([service, version]);
    const asking = (providers.get(key) ?? new Set()).add(provider);
    providers.set(key, asking);
    return asking.size === 1;
  };

  const write = (): Result<void, Fault> => {
    if (unwritten.size === 0) return ok(undefined);
    try {
      files.now(changeJsonFile(file, (now) => withProfiles(now, [...unwritten.values()])));
    } catch (error) {
      notKept = { kind: 'profile-not-kept', path, code: codeOrThrow(error) };
      return fail(notKept);
    }
    unwritten.clear();
    if (notKept !== null) over(notKept);
    notKept = null;
    read();
    return ok(undefined);
  };

  read();
  return {
    find: (device) => {
      const { driver } = device;
      if (!isNamed(driver)) return unnamed.find(device);
      const waiting = unwritten.get(keyOf(driver));
      if (waiting !== undefined) return waiting.profile;
      read();
      const of = usable.filter((one) => mayBeOf(one, driver) && isUnambiguous(one, driver));
      return (of.find(({ provider }) => provider !== undefined) ?? of[0])?.profile ?? null;
    },
    keep: (device, profile) => {
      const { driver } = device;
      if (!isNamed(driver)) return unnamed.keep(device, profile);
      const valid = checked(profile);
      if (!valid.ok) return valid;
      unwritten.set(keyOf(driver), { ...driver, profile: valid.value });
      return write();
    },
    flush: () => void write(),
  };
};
