import { visible } from '#app/words/foreign-text.ts';
import { appendLine } from './files/append-line.ts';
import { impatient } from './files/despite-holders.ts';
import { underLock } from './files/lock.ts';
import { disk, onDisk } from './files/steps.ts';
import type { Files, Steps } from './files/steps.ts';
import { systemErrorCode } from './files/system-error.ts';

/** Writes a bug with its stack and answers the number under which it stands in the log. */
export const incident = (log: Log, where: string, bug: unknown): string => {
  const number = crypto.randomUUID().slice(0, 8);
  log.error(
    `incident ${number} in ${where}: ${bug instanceof Error ? (bug.stack ?? bug.message) : String(bug)}`,
  );
  return number;
};

export interface Log {
  warn(text: string): void;
  error(text: string): void;
}

const maxBytes = 1_000_000;

interface LogOptions {
  readonly quiet?: boolean;
  readonly files?: Files;
}

/** One program at a time, so that what another one has just begun is not taken for what is full. */
function* restartIfFull(path: string): Steps<void> {
  const isFull = function* (): Steps<boolean> {
    return ((yield* disk.look(path))?.size ?? 0) > maxBytes;
  };
  if (!(yield* isFull())) return;
  yield* underLock(
    path,
    function* () {
      if (yield* isFull()) yield* disk.rename(path, `${path}.old`);
    },
    impatient,
  );
}

/**
 * Text of others forges no line: what follows the first line of an entry is indented. Lines go to stderr and to a file
 * that starts again beyond a megabyte. `quiet`: to stderr only where there is no such
 * file, or it cannot be written; that stops nothing.
 */
export const createLog = (path: string | null, { quiet = false, files = onDisk }: LogOptions = {}): Log => {
  const isKept = (text: string): boolean => {
    if (path === null) return false;
    try {
      files.now(restartIfFull(path));
      files.now(appendLine(path, text));
      return true;
    } catch (error) {
      if (systemErrorCode(error) === null) throw error;
      return false;
    }
  };
  const line = (level: string, text: string): void => {
    const lines = text.split('\n').map(visible).join('\n  ');
    const full = `${new Date().toISOString()} ${level} ${lines}`;
    if (!isKept(full) || !quiet) process.stderr.write(`${full}\n`);
  };
  return { warn: (text) => line('warning', text), error: (text) => line('error', text) };
};
