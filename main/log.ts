import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { visible } from '#app/words/foreign-text.ts';

/** Writes a bug with its stack and answers the number under which it stands in the log. */
export const incident = (log: Log, where: string, bug: unknown): string => {
  const number = randomUUID().slice(0, 8);
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

/** Text of others forges no line: what follows the first line of an entry is indented. Lines go to stderr (not when `quiet`) and to a file, where there is a folder for one, that starts anew beyond a megabyte; a file that cannot be written stops nothing. */
export const createLog = (path: string | null, { quiet = false } = {}): Log => {
  const line = (level: string, text: string): void => {
    const lines = text.split('\n').map(visible).join('\n  ');
    const full = `${new Date().toISOString()} ${level} ${lines}\n`;
    if (!quiet) process.stderr.write(full);
    if (path === null) return;
    try {
      mkdirSync(dirname(path), { recursive: true });
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > maxBytes) renameSync(path, `${path}.old`);
      appendFileSync(path, full);
    } catch {
      // stderr has it
    }
  };
  return { warn: (text) => line('warning', text), error: (text) => line('error', text) };
};
