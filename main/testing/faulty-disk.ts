import { nodeDisk } from '../files/disk.ts';
import type { AsyncDisk, Disk } from '../files/disk.ts';
import { filesOn } from '../files/steps.ts';
import type { Files } from '../files/steps.ts';

/** The process ends here: this call and all later ones are not made. No system error, so nothing that deals with one sees it. */
export class Killed extends Error {}

/**
 * What goes wrong at one call of the disk: the process is killed before it, it writes or reads only a part, or the
 * system refuses it; `lasts`: and every later one of its kind.
 */
export type Trouble = 'killed' | 'short' | { readonly code: string; readonly lasts: boolean };

/** What a disk may answer, and what none of ours should: whoever deals with one of them deals with all. */
const codes = [
  ...['EACCES', 'EBADF', 'EBUSY', 'EDQUOT', 'EEXIST', 'EFBIG', 'EINTR', 'EIO', 'EISDIR', 'ELOOP', 'EMFILE'],
  ...['ENAMETOOLONG', 'ENODEV', 'ENOENT', 'ENOSPC', 'ENOTDIR', 'ENOTEMPTY', 'EPERM', 'EROFS', 'ESTALE'],
];

const troubles: readonly Trouble[] = [
  'killed',
  'short',
  ...codes.flatMap((code) => [
    { code, lasts: false },
    { code, lasts: true },
  ]),
];

const asyncOf = (disk: Disk): AsyncDisk =>
  Object.fromEntries(
    Object.entries(disk).map(([name, call]) => [
      name,
      // a call that throws rejects
      (...args: unknown[]) => Promise.resolve().then(() => (call as (...all: unknown[]) => unknown)(...args)),
    ]),
  ) as unknown as AsyncDisk;

/** Files on this disk; calls that are not made as they should be go to `change`. */
export const filesWith = (change: Partial<Disk>): Files => {
  const disk = { ...nodeDisk, ...change };
  return filesOn(disk, asyncOf(disk));
};

const withoutWaits: Partial<Disk> = { sync: () => undefined, pause: () => undefined };

/** Our disk without its waits. */
export const quickFiles = filesWith(withoutWaits);

/** The same with trouble at the call of this number, counted from 0. */
const faultyFiles = (at: number, trouble: Trouble) => {
  const made: (keyof Disk)[] = [];
  let lasting: keyof Disk | null = null;
  let isHealed = false;
  const meets = (name: keyof Disk): boolean => {
    if (isHealed) return false;
    made.push(name);
    if (made.length - 1 < at) return false;
    if (trouble === 'killed') throw new Killed();
    if (trouble !== 'short' && trouble.lasts) lasting ??= name;
    return made.length - 1 === at || lasting === name;
  };
  const quick: Disk = { ...nodeDisk, ...withoutWaits };
  const half = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, Math.ceil(bytes.length / 2));
  const short: Partial<Disk> = {
    read: (file, into, from) => nodeDisk.read(file, half(into), from),
    write: (file, bytes) => nodeDisk.write(file, half(bytes)),
  };
  const disk = Object.fromEntries(
    Object.entries(quick).map(([name, call]) => [
      name,
      (...args: unknown[]): unknown => {
        const key = name as keyof Disk;
        const isMet = meets(key);
        if (isMet && trouble !== 'short' && trouble !== 'killed' && key !== 'pause')
          throw Object.assign(new Error(trouble.code), { code: trouble.code, path: String(args[0]) });
        const chosen: unknown = (isMet && trouble === 'short' ? short[key] : undefined) ?? call;
        return (chosen as (...all: unknown[]) => unknown)(...args);
      },
    ]),
  ) as unknown as Disk;
  return {
    files: filesOn(disk, asyncOf(disk)),
    made: made as readonly (keyof Disk)[],
    /** The trouble is over; what is called from now on is not counted. */
    heal: (): void => void (isHealed = true),
  };
};

/** What `attempt` did, as far as it came. `isKilled`: the process ended on the way, and nothing of it goes on. */
export interface Attempted<T> {
  readonly done: T | null;
  readonly isKilled: boolean;
  readonly trouble: Trouble;
  readonly heal: () => void;
}

/**
 * Runs `attempt` with each trouble at each call that it makes, and `check` after it. Nothing but the end of the process
 * may come out of an attempt. Answers how many there were.
 */
export const withEachTrouble = async <S, T>(
  prepare: () => S,
  attempt: (prepared: S, files: Files) => T | Promise<T>,
  check: (prepared: S, attempted: Attempted<T>) => void | Promise<void>,
): Promise<number> => {
  let runs = 0;
  for (const trouble of troubles) {
    for (let isMet = true, at = 0; isMet; at += 1) {
      const prepared = prepare();
      const { files, made, heal } = faultyFiles(at, trouble);
      try {
        const attempted = { done: null as T | null, isKilled: false, trouble, heal };
        try {
          attempted.done = await attempt(prepared, files);
        } catch (error) {
          if (!(error instanceof Killed)) throw error;
          attempted.isKilled = true;
        }
        isMet = made.length > at;
        heal();
        await check(prepared, attempted);
      } catch (error) {
        throw new Error(`${JSON.stringify(trouble)} at call ${at}, ${made[at] ?? 'none'}`, { cause: error });
      }
      runs += 1;
    }
  }
  return runs;
};
