import { constants } from 'node:fs';
import type { Stats } from 'node:fs';
import { lstat, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { noPolicy, policyFrom, unreadablePolicy } from '#app/policy/policy.ts';
import type { HeldPolicy, PolicyProblem, PolicySource } from '#app/policy/policy.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { fieldOfRegistry } from '#app/words/policy.ts';
import { readMachineKey } from '#native';
import type { RegistryProblem, RegistryValue } from '#native';
import { codeOrThrow, systemErrorCode } from '../files/system-error.ts';

const key = 'Software\\Policies\\Unjam';
export const registryPlace = `HKLM\\${key}`;
const fileName = 'policy.json';
/** All fields at their longest take a tenth of it. */
const mostBytes = 65_536;

const isWindows = process.platform === 'win32';

type Read<T> = Result<T, PolicyProblem>;
const problem = (kind: PolicyProblem['kind'], what: string | null = null): Read<never> =>
  fail({ kind, what });

/** What no field takes stays as it is: another number, or data of a type that is not read. */
const valueOf = ({ type, data }: RegistryValue): unknown => {
  if (data === null) return { type };
  return data === 0 || data === 1 ? data === 1 : data;
};

export const policyOfRegistry = (values: readonly RegistryValue[]): HeldPolicy =>
  policyFrom(
    Object.fromEntries(values.map((value) => [fieldOfRegistry(value.name), valueOf(value)])),
    { kind: 'registry', place: registryPlace },
    { isWindows: true },
  );

const whyNotRead = (why: RegistryProblem): string =>
  why.kind === 'call-failed' ? `${why.call}: ${why.systemError}` : `${why.file}: ${why.code}`;

/** Writable by the group or by everybody. */
const othersMayWrite = ({ mode }: Stats): boolean => (mode & 0o022) !== 0;
/** In such a folder only the owner of a file puts another in its place. */
const isSticky = ({ mode }: Stats): boolean => (mode & 0o1000) !== 0;

/** Windows guards a folder with lists of rights: whoever may change this file there may change the program, too. */
const whyNotTrusted = (file: Stats, folder: Stats): PolicyProblem['kind'] | null => {
  if (isWindows) return null;
  if (othersMayWrite(file)) return 'writable-by-others';
  if (othersMayWrite(folder) && !isSticky(folder)) return 'folder-writable-by-others';
  return file.uid === 0 || file.uid === folder.uid ? null : 'foreign-owner';
};

/** Nothing that could keep it waiting is opened, and no link followed. Null: there is no such file. */
const trustedBytes = async (folder: string): Promise<Read<Buffer> | null> => {
  const path = join(folder, fileName);
  const found = await lstat(path).catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (found === null) return null;
  if (found.isSymbolicLink()) return problem('link');
  if (!found.isFile()) return problem('not-a-file');
  // Windows has neither flag
  const flags = isWindows ? 0 : constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path, constants.O_RDONLY | flags);
  try {
    const about = await file.stat();
    if (!about.isFile()) return problem('not-a-file');
    const because = whyNotTrusted(about, await stat(folder));
    if (because !== null) return problem(because);
    const bytes = Buffer.alloc(mostBytes + 1);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return bytesRead > mostBytes ? problem('too-large') : ok(bytes.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
};

const objectIn = (bytes: Buffer): Read<Readonly<Record<string, unknown>>> => {
  try {
    // takes a byte order mark away
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? ok({ ...value })
      : problem('not-json');
  } catch {
    return problem('not-json');
  }
};

const read = async (folder: string): Promise<Read<Buffer> | null> => {
  try {
    return await trustedBytes(folder);
  } catch (error) {
    return problem('unreadable', codeOrThrow(error));
  }
};

/** The policy in the file beside the program. */
const policyOfFile = async (folder: string): Promise<HeldPolicy> => {
  const source: PolicySource = { kind: 'file', place: join(folder, fileName) };
  const bytes = await read(folder);
  if (bytes === null) return noPolicy;
  const values = bytes.ok ? objectIn(bytes.value) : bytes;
  return values.ok ? policyFrom(values.value, source, { isWindows }) : unreadablePolicy(source, values.fault);
};

/**
 * The policy of this computer, for all its users: that of the registry, where it sets anything, and then nothing of the file.
 * `folder`: that of the program; null in a development checkout, which has no policy of its own.
 */
export const readPolicy = async (folder: string | null): Promise<HeldPolicy> => {
  const registry = await readMachineKey(key);
  if (!registry.ok) {
    const source: PolicySource = { kind: 'registry', place: registryPlace };
    return unreadablePolicy(source, { kind: 'unreadable', what: whyNotRead(registry.fault) });
  }
  if (registry.value !== null && registry.value.length > 0) return policyOfRegistry(registry.value);
  return folder === null ? noPolicy : policyOfFile(folder);
};
