import { despiteHolders } from './despite-holders.ts';
import type { About } from './disk.ts';
import { disk } from './steps.ts';
import type { Steps } from './steps.ts';
import { aboutFile, systemError, systemErrorCode } from './system-error.ts';

/** No file of ours comes near it. In bytes. */
const mostBytes = 16_777_216;

/** Throws EISDIR or EFTYPE for what is no file: a pipe would keep us waiting, a device has no end. */
export const refuseUnlessFile = ({ kind }: About, path: string): void => {
  if (kind === 'folder') throw systemError('EISDIR', path);
  if (kind !== 'file') throw systemError('EFTYPE', path);
};

/** Opens a file, runs `use`, and closes it whatever happens. */
export function* withFile<T>(file: number, use: () => Steps<T>): Steps<T> {
  let done: T;
  try {
    done = yield* use();
  } catch (error) {
    // what went wrong first is what counts
    yield* ignoringSystemErrors(() => disk.close(file));
    throw error;
  }
  yield* disk.close(file);
  return done;
}

/** Answers whether it was done. */
export function* ignoringSystemErrors(change: () => Steps<unknown>): Steps<boolean> {
  try {
    yield* change();
    return true;
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
    return false;
  }
}

/** Answers how many bytes were read: fewer only where the file ends. */
export function* readFully(file: number, into: Uint8Array, at: number): Steps<number> {
  let length = 0;
  while (length < into.length) {
    const read = yield* disk.read(file, into.subarray(length), at + length);
    if (read === 0) break;
    length += read;
  }
  return length;
}

/** The bytes of a file. Null: there is none. Throws a system error; EFBIG beyond `most` bytes. */
export function* readFile(path: string, most = mostBytes): Steps<Uint8Array | null> {
  try {
    const file = yield* despiteHolders(() => disk.open(path, 'read'), undefined, ['EBUSY']);
    return yield* withFile(file, function* () {
      const about = yield* disk.about(file);
      refuseUnlessFile(about, path);
      if (about.size > most) throw systemError('EFBIG', path);
      const bytes = new Uint8Array(about.size);
      return bytes.subarray(0, yield* readFully(file, bytes, 0));
    });
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw aboutFile(error, path);
  }
}
