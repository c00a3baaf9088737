import { dirname } from 'node:path';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { despiteHolders, patient } from './despite-holders.ts';
import { makeFolders } from './make-folders.ts';
import { ignoringSystemErrors, refuseUnlessFile, withFile } from './read-file.ts';
import { disk, onDisk } from './steps.ts';
import type { Files, Steps } from './steps.ts';
import { aboutFile, systemError, systemErrorCode } from './system-error.ts';

// Ours, and not write-file-atomic 8: it writes once and does not look at how much was written, so a full disk puts a
// short file in the place of a good one; it opens a name that can be guessed, writes through links and over what is
// no file, and does not try a held file again. atomically 2 has the first three of these.

/** In the same folder, so that it is renamed within one volume; nobody else makes or guesses it. */
const temporaryFor = (path: string): string => `${path}.${crypto.randomUUID()}.tmp`;

/** Whether a name in its folder is that of a temporary file for `name`. */
export const isTemporaryFor = (name: string, other: string): boolean =>
  other.startsWith(`${name}.`) && /^\.[0-9a-f-]{36}\.tmp$/.test(other.slice(name.length));

/** All of the bytes, in as many writes as the disk wants. */
export function* writeAll(file: number, bytes: Uint8Array): Steps<void> {
  for (let done = 0; done < bytes.length;) {
    const written = yield* disk.write(file, bytes.subarray(done));
    if (written === 0) throw systemError('ENOSPC', '');
    done += written;
  }
}

/** What is in a folder is on disk too, where the system can be asked for that: Windows cannot. */
export const syncFolder = (folder: string): Steps<boolean> =>
  ignoringSystemErrors(function* () {
    const opened = yield* disk.open(folder, 'read');
    yield* withFile(opened, () => disk.sync(opened));
  });

/** Refuses what is no file: a rename would put the new file in the place of a device. A link is replaced itself. */
function* refuseUnlessReplaceable(path: string): Steps<void> {
  const there = yield* disk.look(path);
  if (there !== null && there.kind !== 'link') refuseUnlessFile(there, path);
}

function* putInPlace(temporary: string, path: string, patience = patient): Steps<void> {
  yield* refuseUnlessReplaceable(path);
  yield* despiteHolders(() => disk.rename(temporary, path), patience);
  yield* syncFolder(dirname(path));
}

/** FAT has no second names. */
const hasNoLinks: readonly string[] = [
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EINVAL',
  'EMLINK',
  'EISDIR',
];

/** Fails where there is something of that name. */
function* putWhereNothingIs(temporary: string, path: string): Steps<void> {
  try {
    yield* disk.link(temporary, path);
  } catch (error) {
    if (!hasNoLinks.includes(systemErrorCode(error) ?? '')) throw error;
    yield* disk.close(yield* disk.open(path, 'create'));
    yield* despiteHolders(() => disk.rename(temporary, path));
    return;
  }
  yield* ignoringSystemErrors(() => disk.remove(temporary));
  yield* syncFolder(dirname(path));
}

interface WriteOptions {
  /** Never over a file that is there. */
  readonly isNew?: boolean;
  readonly patience?: readonly number[];
}

/**
 * Puts a file of ours in the place of the old one: the whole new content is on disk, or the old one stays, whenever
 * the process ends. Throws a system error.
 */
export function* writeWhole(
  path: string,
  text: string,
  { isNew = false, patience = patient }: WriteOptions = {},
): Steps<void> {
  const temporary = temporaryFor(path);
  // what is in its way is the folder's fault, and named by it
  yield* makeFolders(dirname(path));
  try {
    const file = yield* disk.open(temporary, 'create');
    yield* withFile(file, function* () {
      yield* writeAll(file, Buffer.from(text));
      yield* disk.sync(file);
    });
    yield* isNew ? putWhereNothingIs(temporary, path) : putInPlace(temporary, path, patience);
  } catch (error) {
    yield* ignoringSystemErrors(() => disk.remove(temporary));
    throw aboutFile(error, path);
  }
}

const bytesOf = (piece: string | Uint8Array): Uint8Array =>
  typeof piece === 'string' ? Buffer.from(piece) : piece;

interface SaveOptions extends Pick<WriteOptions, 'isNew'> {
  readonly files?: Files;
}

/**
 * The same for a file that a person named. It comes in pieces, so a long one is never held in memory. Fault:
 * file-unwritable.
 */
export const saveFile = async (
  path: string,
  pieces: AsyncIterable<string> | Iterable<string | Uint8Array>,
  { isNew = false, files = onDisk }: SaveOptions = {},
): Promise<Result<void, Fault>> => {
  const temporary = temporaryFor(path);
  try {
    // before a long file is written for nothing
    if (!isNew) await files.later(refuseUnlessReplaceable(path));
    const file = await files.later(disk.open(temporary, 'create', 0o666));
    try {
      for await (const piece of pieces) await files.later(writeAll(file, bytesOf(piece)));
      await files.later(disk.sync(file));
    } finally {
      // what was written is on disk by then, or is of no use
      await files.later(ignoringSystemErrors(() => disk.close(file)));
    }
    await files.later((isNew ? putWhereNothingIs : putInPlace)(temporary, path));
    return ok(undefined);
  } catch (error) {
    await files.later(ignoringSystemErrors(() => disk.remove(temporary)));
    const code = systemErrorCode(error);
    if (code === null) throw error;
    return fail({ kind: 'file-unwritable', path, code });
  }
};
