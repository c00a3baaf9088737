import { dirname } from 'node:path';
import type { About } from './disk.ts';
import { makeFolders } from './make-folders.ts';
import { refuseUnlessFile, withFile } from './read-file.ts';
import { disk } from './steps.ts';
import type { Steps } from './steps.ts';
import { aboutFile } from './system-error.ts';
import { syncFolder, writeAll } from './write-whole.ts';

const newline = 0x0a;

function* endsWithNewline(file: number, { kind, size }: About): Steps<boolean> {
  if (kind !== 'file' || size === 0) return true;
  const last = new Uint8Array(1);
  yield* disk.read(file, last, size - 1);
  return last[0] === newline;
}

/**
 * Appends one line and returns when it is on disk; throws a system error otherwise. The line goes out in one
 * write to a file opened for appending, so two programs never mix theirs; a torn line that a full disk left
 * behind is ended first, so it spoils no other (at worst a blank line comes of it).
 */
export function* appendLine(path: string, line: string): Steps<void> {
  try {
    yield* makeFolders(dirname(path));
    const file = yield* disk.open(path, 'append');
    yield* withFile(file, function* () {
      const about = yield* disk.about(file);
      // a device answers for itself, and only then that it keeps nothing: that it is full, for one
      if (about.kind !== 'characters') refuseUnlessFile(about, path);
      const start = (yield* endsWithNewline(file, about)) ? '' : '\n';
      yield* writeAll(file, Buffer.from(`${start}${line}\n`));
      refuseUnlessFile(about, path);
      yield* disk.sync(file);
      if (about.size === 0) yield* syncFolder(dirname(path));
    });
  } catch (error) {
    throw aboutFile(error, path);
  }
}
