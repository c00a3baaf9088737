import { dirname } from 'node:path';
import { disk } from './steps.ts';
import type { Steps } from './steps.ts';
import { systemError, systemErrorCode } from './system-error.ts';

/** A folder with those above it. By hand: Node's own never ends where a system makes no folder in one that is there. */
export function* makeFolders(path: string): Steps<void> {
  const there = yield* disk.look(path);
  if (there?.kind === 'folder' || there?.kind === 'link') return;
  if (there !== null) throw systemError('EEXIST', path);
  const above = dirname(path);
  if (above === path) throw systemError('ENOENT', path);
  yield* makeFolders(above);
  try {
    yield* disk.makeFolder(path);
  } catch (error) {
    // another program has made it meanwhile
    if (systemErrorCode(error) !== 'EEXIST') throw error;
  }
}
