import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { madeOnce } from '#app/made-once.ts';
import { isRunning } from '../is-running.ts';
import { despiteHolders, patient } from './despite-holders.ts';
import { makeFolders } from './make-folders.ts';
import { ignoringSystemErrors } from './read-file.ts';
import { disk } from './steps.ts';
import type { Steps } from './steps.ts';
import { aboutFile, systemError, systemErrorCode } from './system-error.ts';
import { isTemporaryFor } from './write-whole.ts';

// The lock is a folder with one file in it, named by who holds it. It is made beside and renamed into its place, which
// fails while a folder with a file in it stands there. To take that one file away ends the lock of that holder and of
// no other, so of many programs that break the lock of one that was killed none breaks the next. Node has no lock of
// the system; proper-lockfile 4 breaks by age alone and by a name that may be another's by then.

/** A holder needs some ms, and some seconds where the disk is slow. Older than this it is left over, in ms. */
const oldestMs = 30_000;

// crypto is loaded with the first lock: it is a hundredth of the start
const host = madeOnce(() =>
  process.getBuiltinModule('node:crypto').createHash('sha256').update(hostname()).digest('hex').slice(0, 12),
);
/** What this process holds now: of its own id it is another one's, or was not taken away. */
const ours = new Set<string>();

/** "4104-0f3c…-<uuid>": process and computer. */
const newName = (): string => `${process.pid}-${host()}-${crypto.randomUUID()}`;

const hasEnded = (holder: string): boolean => {
  const [pid, on] = holder.split('-');
  if (on !== host()) return false;
  return Number(pid) === process.pid ? !ours.has(holder) : !isRunning(Number(pid));
};

/** Takes the one holder out of a lock, and the folder away where it is the last. */
function* remove(lock: string, holder: string): Steps<void> {
  yield* ignoringSystemErrors(() => despiteHolders(() => disk.remove(join(lock, holder))));
  yield* ignoringSystemErrors(() => disk.removeFolder(lock));
}

/** Whoever holds the lock and has ended, or has held it for too long, holds it no more. `sample`: a file of now. */
function* breakIfLeftOver(lock: string, sample: string): Steps<void> {
  const now = (yield* disk.look(sample))?.modifiedMs ?? 0;
  for (const holder of yield* disk.list(lock)) {
    const since = (yield* disk.look(join(lock, holder)))?.modifiedMs ?? now;
    if (hasEnded(holder) || now - since > oldestMs) yield* remove(lock, holder);
  }
  // without a file in it it is no lock, and in the way on Windows
  yield* disk.removeFolder(lock);
}

/** A folder with a file in it is in its place; on Windows any folder is. */
const standsThere: readonly string[] = ['EEXIST', 'ENOTEMPTY', 'EPERM', 'EACCES', 'EBUSY'];

function* take(lock: string, mine: string, sample: string, patience: readonly number[]): Steps<void> {
  const taken = function* (): Steps<boolean> {
    try {
      yield* disk.rename(mine, lock);
      return true;
    } catch (error) {
      if (standsThere.includes(systemErrorCode(error) ?? '')) return false;
      throw error;
    }
  };
  for (const ms of [0, ...patience]) {
    // programs that wait for each other do not wake up together
    if (ms > 0) yield* disk.pause(ms * (0.5 + Math.random()));
    if (yield* taken()) return;
    yield* ignoringSystemErrors(() => breakIfLeftOver(lock, sample));
    if (yield* taken()) return;
  }
  throw systemError('EBUSY', lock);
}

/** What programs that were killed have left beside a file: under its lock no other program writes it. */
function* tidy(path: string): Steps<void> {
  const name = basename(path);
  for (const other of yield* disk.list(dirname(path))) {
    const beside = join(dirname(path), other);
    if (isTemporaryFor(name, other)) yield* ignoringSystemErrors(() => disk.remove(beside));
    const [, holder] = other.split(`${name}.lock.`);
    if (holder !== undefined && hasEnded(holder)) yield* remove(beside, holder);
  }
}

/**
 * Runs `work` while no other program of ours does the like with this file. Throws a system error: EBUSY where another
 * one holds the lock for longer than the patience lasts.
 */
export function* underLock<T>(path: string, work: () => Steps<T>, patience = patient): Steps<T> {
  const lock = `${path}.lock`;
  const me = newName();
  const mine = `${lock}.${me}`;
  ours.add(me);
  try {
    try {
      yield* makeFolders(dirname(path));
      yield* disk.makeFolder(mine);
      yield* disk.close(yield* disk.open(join(mine, me), 'create'));
      yield* take(lock, mine, join(mine, me), patience);
    } catch (error) {
      yield* remove(mine, me);
      throw aboutFile(error, path);
    }
    try {
      yield* ignoringSystemErrors(() => tidy(path));
      return yield* work();
    } finally {
      yield* remove(lock, me);
    }
  } finally {
    ours.delete(me);
  }
}
