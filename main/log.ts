import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Log {
  warn(text: string): void;
  error(text: string): void;
}

const maxBytes = 1_000_000;

/** Lines go to stderr and to a file that starts anew beyond a megabyte; a file that cannot be written stops nothing. */
export const createLog = (path: string): Log => {
  const line = (level: string, text: string): void => {
    const full = `${new Date().toISOString()} ${level} ${text}\n`;
    process.stderr.write(full);
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
