import { statSync } from 'node:fs';
import * as v from 'valibot';
import type { Device, DriverPackage } from '#app/dot4/device.ts';
import { DriverProfileSchema } from '#app/dot4/profile.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { putAside, readJson } from '../../files/read-json.ts';
import { codeOrThrow } from '../../files/system-error.ts';
import { writeWhole } from '../../files/write-whole.ts';

/** What was measured of drivers. */
export interface ProfileStore {
  /** Null for a driver that was not measured. */
  find(device: Device): DriverProfile | null;
  /**
   * Faults: profile-invalid, and nothing is changed; profile-not-kept, and the profile holds until the program ends
   * and is written with the next one.
   */
  keep(device: Device, profile: DriverProfile): Result<void, Fault>;
}

/** The file. Each profile is checked by itself; what is not understood stays in the file as it is. */
const FileSchema = v.looseObject({ profiles: v.array(v.unknown()) });
type ProfilesFile = v.InferOutput<typeof FileSchema>;

const none: ProfilesFile = { schema: 1, profiles: [] };

/** Whose profile it is. An earlier Unjam wrote no provider, and profiles of drivers without a version too. */
const OwnerSchema = v.looseObject({
  service: v.string(),
  provider: v.optional(v.nullable(v.string())),
  version: v.nullable(v.string()),
});
const StoredProfileSchema = v.object({
  ...OwnerSchema.entries,
  profile: v.object(DriverProfileSchema.entries),
});
type StoredProfile = v.InferOutput<typeof StoredProfileSchema>;

/** A driver that another one cannot be mistaken for. */
interface NamedDriver extends DriverPackage {
  readonly service: string;
  readonly version: string;
}
const isNamed = (driver: DriverPackage): driver is NamedDriver =>
  driver.service !== null && driver.version !== null;

const keyOf = ({ service, provider, version }: NamedDriver): string =>
  JSON.stringify([service, provider, version]);

const mayBeOf = (
  { service, provider, version }: v.InferOutput<typeof OwnerSchema>,
  driver: NamedDriver,
): boolean =>
  service === driver.service &&
  version === driver.version &&
  (provider === undefined || provider === driver.provider);

const ownKeyOf = ({ id, driver }: Device): string =>
  JSON.stringify([id, driver.service, driver.provider, driver.version]);

const problemOf = (issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string =>
  `${v.getDotPath(issues[0]) ?? '.'}: ${issues[0].message}`;

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
  };
};

/**
 * In a file, by service, provider and version of the driver: a new version is another driver. Two drivers of unknown
 * version may be two drivers, so a profile of such a one is for its device alone, until the program ends.
 */
export const fileProfiles = (path: string, tell: (fault: Fault) => void): ProfileStore => {
  const unnamed = memoryProfiles();
  /** What could not be written yet. */
  const unwritten = new Map<string, StoredProfile & NamedDriver>();
  let stored = none;
  let usable: readonly StoredProfile[] = [];
  let readAs: string | null = null;
  const told = new Set<string>();
  const tellOnce = (fault: Fault): void => {
    const text = JSON.stringify(fault);
    if (!told.has(text)) tell(fault);
    told.add(text);
  };

  const understood = (raw: unknown): StoredProfile[] => {
    const parsed = v.safeParse(StoredProfileSchema, raw);
    if (parsed.success) return [parsed.output];
    const owner = v.safeParse(OwnerSchema, raw);
    const driver = owner.success ? `${owner.output.service} ${owner.output.version ?? ''}`.trim() : '?';
    tellOnce({ kind: 'profile-unreadable', path, driver, problem: problemOf(parsed.issues) });
    return [];
  };

  /** The file as it is now: another Unjam may have measured a driver since. Throws a system error. */
  const read = (): void => {
    const version = versionOf(path);
    if (version === readAs) return;
    const found = readJson(path);
    const parsed = v.safeParse(FileSchema, found?.value);
    if (found !== null && !parsed.success) tell({ kind: 'file-damaged', path, putAside: putAside(path) });
    stored = parsed.success ? parsed.output : none;
    usable = stored.profiles.flatMap(understood);
    readAs = version;
  };
  const readIfPossible = (): void => {
    try {
      read();
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

  const write = (): void => {
    read();
    const isReplaced = (raw: unknown): boolean =>
      v.is(OwnerSchema, raw) && [...unwritten.values()].some((driver) => mayBeOf(raw, driver));
    const others = stored.profiles.filter((raw) => !isReplaced(raw));
    const next = { ...stored, profiles: [...others, ...unwritten.values()] };
    writeWhole(path, `${JSON.stringify(next, null, 2)}\n`);
    unwritten.clear();
  };

  readIfPossible();
  return {
    find: (device) => {
      const { driver } = device;
      if (!isNamed(driver)) return unnamed.find(device);
      const waiting = unwritten.get(keyOf(driver));
      if (waiting !== undefined) return waiting.profile;
      readIfPossible();
      const of = usable.filter((one) => mayBeOf(one, driver) && isUnambiguous(one, driver));
      return (of.find(({ provider }) => provider !== undefined) ?? of[0])?.profile ?? null;
    },
    keep: (device, profile) => {
      const { driver } = device;
      if (!isNamed(driver)) return unnamed.keep(device, profile);
      const valid = checked(profile);
      if (!valid.ok) return valid;
      unwritten.set(keyOf(driver), { ...driver, profile: valid.value });
      try {
        write();
        readIfPossible();
        return ok(undefined);
      } catch (error) {
        return fail({ kind: 'profile-not-kept', path, code: codeOrThrow(error) });
      }
    },
  };
};

/** Each write makes a new file in the place of the old one; null where there is none. */
const versionOf = (path: string): string | null => {
  const file = statSync(path, { throwIfNoEntry: false });
  return file === undefined ? null : `${file.ino} ${file.mtimeMs} ${file.size}`;
};
