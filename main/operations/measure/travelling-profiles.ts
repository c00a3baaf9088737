import * as v from 'valibot';
import { implausible, TravellerSchema, TravellingSchema } from '#app/calibration/travelling.ts';
import type { LeftProfile, Travelled, Traveller } from '#app/calibration/travelling.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { shapeNames } from '#native';
import { changeJsonFile, readJsonFile } from '../../files/json-file.ts';
import { keepUnknown } from '../../files/keep-unknown.ts';
import { readJson } from '../../files/read-json.ts';
import { onDisk } from '../../files/steps.ts';
import { codeOrThrow } from '../../files/system-error.ts';
import {
  isOf,
  LaterSchema,
  OwnerSchema,
  problemOf,
  profilesFile,
  StoredProfileSchema,
  withProfiles,
} from './profiles-file.ts';
import type { ProfilesFile } from './profiles-file.ts';

const nameOf = (raw: unknown): string | null => {
  const owner = v.safeParse(OwnerSchema, raw);
  if (!owner.success) return null;
  const { provider, service, version } = owner.output;
  return [provider, service, version].filter((part) => part != null).join(' ');
};

const unusable = (raw: unknown, problem: string): LeftProfile => ({
  ...{ driver: nameOf(raw), problem },
  because: v.is(LaterSchema, raw) ? 'newer' : 'unusable',
});

interface Understood {
  readonly driver: string;
  readonly entry: Traveller;
}

const understood = (raw: unknown, now: number): Understood | LeftProfile => {
  const parsed = v.safeParse(TravellerSchema, raw);
  if (!parsed.success) return unusable(raw, problemOf(parsed.issues));
  const entry = parsed.output;
  const problem = implausible(entry.profile, now, (request, name) => shapeNames(request).includes(name));
  if (problem !== null) return unusable(raw, `profile.${problem}`);
  // what a later Unjam has added stays in it
  return { driver: nameOf(raw) ?? '', entry: keepUnknown(raw, entry, entry) as Traveller };
};

/** What stands in the way of one that is fit to be taken; null: nothing. */
const whyLeft = (now: ProfilesFile, { entry }: Understood): LeftProfile['because'] | null => {
  const there = now.profiles.filter((raw) => isOf(raw, entry));
  const profiles = there.flatMap((raw) => {
    const parsed = v.safeParse(StoredProfileSchema, raw);
    return parsed.success ? [parsed.output.profile] : [];
  });
  if (profiles.some(({ measuredOn }) => measuredOn === undefined)) return 'measured-here';
  const { measuredAt } = entry.profile;
  return profiles.some((profile) => (profile.measuredAt ?? 0) >= measuredAt) ? 'known' : null;
};

/**
 * Takes profiles that were measured elsewhere into the file of this account. What was measured here stays, and so does
 * what is as new. Faults: file-unreadable, profiles-refused, file-unwritable; then nothing was changed.
 */
export const importProfiles = (
  from: string,
  into: string,
  now: number,
  tell: (fault: Fault) => void,
): Result<Travelled, Fault> => {
  let found;
  try {
    found = onDisk.now(readJson(from));
  } catch (error) {
    return fail({ kind: 'file-unreadable', path: from, code: codeOrThrow(error) });
  }
  if (found === null) return fail({ kind: 'file-unreadable', path: from, code: 'ENOENT' });
  if (found.value === undefined) return fail({ kind: 'profiles-refused', path: from, because: 'damaged' });
  const parsed = v.safeParse(TravellingSchema, found.value);
  if (!parsed.success) {
    const isNewer = v.is(v.object({ schema: v.pipe(v.number(), v.gtValue(1)) }), found.value);
    return fail({ kind: 'profiles-refused', path: from, because: isNewer ? 'newer' : 'foreign' });
  }
  const all = parsed.output.profiles.map((raw) => understood(raw, now));
  const taken: string[] = [];
  const left: LeftProfile[] = all.flatMap((one) => ('because' in one ? [one] : []));
  const file = profilesFile(into, (putAside) => tell({ kind: 'file-damaged', path: into, putAside }));
  try {
    const there = onDisk.now(readJsonFile(file));
    const isNews = (before: ProfilesFile): boolean =>
      all.some((one) => !('because' in one) && whyLeft(before, one) === null);
    const decide = (before: ProfilesFile): ProfilesFile => {
      let next = before;
      for (const one of all) {
        if ('because' in one) continue;
        const because = whyLeft(next, one);
        if (because === null) {
          next = withProfiles(next, [one.entry]);
          taken.push(one.driver);
        } else left.push({ driver: one.driver, because, problem: null });
      }
      return next;
    };
    if (isNews(there)) onDisk.now(changeJsonFile(file, decide));
    else decide(there);
  } catch (error) {
    return fail({ kind: 'file-unwritable', path: into, code: codeOrThrow(error) });
  }
  return ok({ taken, left });
};

/**
 * The profiles of this account, as another computer takes them: each says where it was measured. Faults: file-unreadable,
 * no-profiles.
 */
export const exportProfiles = (
  path: string,
  computer: string,
  now: number,
  tell: (fault: Fault) => void,
): Result<Travelled & { readonly profiles: readonly unknown[] }, Fault> => {
  let there;
  try {
    there = onDisk.now(
      readJsonFile(profilesFile(path, (putAside) => tell({ kind: 'file-damaged', path, putAside }))),
    );
  } catch (error) {
    return fail({ kind: 'file-unreadable', path, code: codeOrThrow(error) });
  }
  if (there.profiles.length === 0) return fail({ kind: 'no-profiles' });
  const all = there.profiles.map((raw) => {
    const parsed = v.safeParse(StoredProfileSchema, raw);
    if (!parsed.success) return unusable(raw, problemOf(parsed.issues));
    const { profile } = parsed.output;
    const marked = { ...parsed.output, profile: { ...profile, measuredOn: profile.measuredOn ?? computer } };
    return understood(keepUnknown(raw, parsed.output, marked), now);
  });
  const fit = all.flatMap((one) => ('because' in one ? [] : [one]));
  return ok({
    taken: fit.map(({ driver }) => driver),
    left: all.flatMap((one) => ('because' in one ? [one] : [])),
    profiles: fit.map(({ entry }) => entry),
  });
};
