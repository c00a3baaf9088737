import type { Fault } from '#app/faults/fault.ts';
import type { HeldPolicy } from '#app/policy/policy.ts';
import { readMachineKey } from '#native';
import type { RegistryValue } from '#native';

/** Where the installer writes what it installed (scripts/package/installer.ts). */
const installedKey = 'Software\\Unjam';

const numbersOf = (version: string): number[] =>
  (/^(\d+)\.(\d+)\.(\d+)/.exec(version) ?? []).slice(1).map(Number);

/** What is no version is newer than none. */
const isNewer = (version: string, own: string): boolean => {
  const ours = numbersOf(own);
  const difference = numbersOf(version).map((number, at) => number - (ours[at] ?? Infinity));
  return (difference.find((one) => one !== 0) ?? 0) > 0;
};

/** What there is to say of the values of that key; null: nothing. */
export const newerThan = (own: string, values: readonly RegistryValue[]): Fault | null => {
  const [installed, folder] = ['Version', 'InstallDir'].map(
    (name) => values.find((value) => value.name === name)?.data,
  );
  return typeof installed === 'string' && typeof folder === 'string' && isNewer(installed, own)
    ? { kind: 'newer-version', own, installed, folder }
    : null;
};

/**
 * Whether this is an older copy, as on a stick, than the Unjam that is installed on the computer. Only its registry is asked.
 * Null: it is not, it cannot be told, or the policy wants no notice of it.
 */
export const newerVersion = async (own: string, { rules }: HeldPolicy): Promise<Fault | null> => {
  if (!rules.updateNotice) return null;
  const values = await readMachineKey(installedKey);
  return values.ok && values.value !== null ? newerThan(own, values.value) : null;
};
