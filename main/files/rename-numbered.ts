import { despiteHolders } from './despite-holders.ts';
import { ignoringSystemErrors } from './read-file.ts';
import { disk } from './steps.ts';
import type { Steps } from './steps.ts';
import { systemErrorCode } from './system-error.ts';

/** More of one file is not what we have put there. */
const mostNames = 9_999;

/** Renames a file to the first of the names that is free, and answers it. Throws a system error. */
export function* renameNumbered(path: string, nameOf: (number: number) => string): Steps<string> {
  for (let number = 1; ; number += 1) {
    const free = nameOf(number);
    let taken: number;
    try {
      // a rename would overwrite: first the name is taken by an empty file
      taken = yield* disk.open(free, 'create');
    } catch (error) {
      if (systemErrorCode(error) === 'EEXIST' && number < mostNames) continue;
      throw error;
    }
    yield* ignoringSystemErrors(() => disk.close(taken));
    try {
      yield* despiteHolders(() => disk.rename(path, free));
      return free;
    } catch (error) {
      yield* ignoringSystemErrors(() => disk.remove(free));
      throw error;
    }
  }
}
