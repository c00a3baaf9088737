import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** A burst of records is one change. */
const settleMs = 150;

/**
 * Tells when the trail is written, appears or vanishes, whichever program does it. Where the folder cannot be
 * watched nothing is told, and a person refreshes by hand.
 */
export const watchTrail = (path: string, changed: () => void): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop: (() => void)[] = [() => clearTimeout(timer)];
  try {
    const watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
      if (name !== basename(path)) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        changed();
      }, settleMs);
    });
    watcher.on('error', () => watcher.close());
    stop.push(() => watcher.close());
  } catch {
    // no such folder, or no watches left
  }
  return () => stop.forEach((each) => each());
};
