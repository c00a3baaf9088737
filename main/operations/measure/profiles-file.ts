import * as v from 'valibot';
import type { DriverPackage } from '#app/dot4/device.ts';
import { DriverProfileSchema, notMeasured } from '#app/dot4/profile.ts';
import type { JsonFile } from '../../files/json-file.ts';
import { keepUnknown } from '../../files/keep-unknown.ts';

/** The file. Each profile is checked by itself; what is not understood stays in the file as it is. */
const FileSchema = v.looseObject({ profiles: v.array(v.unknown()) });
export type ProfilesFile = v.InferOutput<typeof FileSchema>;

const noProfiles: ProfilesFile = { schema: 1, profiles: [] };

/** Whose profile it is. An earlier Unjam wrote no provider, and profiles of drivers without a version too. */
export const OwnerSchema = v.looseObject({
  service: v.string(),
  provider: v.optional(v.nullable(v.string())),
  version: v.nullable(v.string()),
});
export const StoredProfileSchema = v.object({
  ...OwnerSchema.entries,
  profile: v.object(DriverProfileSchema.entries),
});
export type StoredProfile = v.InferOutput<typeof StoredProfileSchema>;

/** A driver that another one cannot be mistaken for. */
export interface NamedDriver extends DriverPackage {
  readonly service: string;
  readonly version: string;
}
export const isNamed = (driver: DriverPackage): driver is NamedDriver =>
  driver.service !== null && driver.version !== null;

export const keyOf = ({ service, provider, version }: NamedDriver): string =>
  JSON.stringify([service, provider, version]);

export const mayBeOf = (
  { service, provider, version }: v.InferOutput<typeof OwnerSchema>,
  driver: NamedDriver,
): boolean =>
  service === driver.service &&
  version === driver.version &&
  (provider === undefined || provider === driver.provider);

/** Where in a value, and what. */
export const problemOf = (issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string =>
  `${v.getDotPath(issues[0]) ?? '.'}: ${issues[0].message}`;

/** By a schema that this Unjam does not know: it is left as it is. */
export const LaterSchema = v.object({
  profile: v.object({ schema: v.pipe(v.number(), v.gtValue(notMeasured.schema)) }),
});

/** Whether what stands in the file is of this driver, and may be replaced. */
export const isOf = (raw: unknown, driver: NamedDriver): boolean =>
  v.is(OwnerSchema, raw) && !v.is(LaterSchema, raw) && mayBeOf(raw, driver);

/** The file with these profiles in it, each in the place of what is known of its driver. */
export const withProfiles = (
  file: ProfilesFile,
  measured: readonly (StoredProfile & NamedDriver)[],
): ProfilesFile => {
  const others = file.profiles.filter((raw) => !measured.some((driver) => isOf(raw, driver)));
  const replacing = measured.map((one) => {
    const before = file.profiles.find((raw) => isOf(raw, one));
    const understood = v.safeParse(StoredProfileSchema, before);
    return keepUnknown(before, understood.success ? understood.output : undefined, one);
  });
  return { ...file, profiles: [...others, ...replacing] };
};

export const profilesFile = (
  path: string,
  damaged: JsonFile<ProfilesFile>['damaged'],
): JsonFile<ProfilesFile> => ({
  path,
  none: noProfiles,
  understand: (value) => {
    const parsed = v.safeParse(FileSchema, value);
    return parsed.success ? parsed.output : null;
  },
  damaged,
});
