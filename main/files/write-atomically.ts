import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Fault } from '#app/faults/fault.ts';
import { systemErrorCode } from './system-error.ts';

/** The whole new content or the whole old one, whenever the process ends. Throws a system error. */
export const writeAtomically = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  const file = openSync(temporary, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
};

/** The system error of a file that could not be written, as a fault; null for a bug. */
export const unwritable = (error: unknown): Fault | null => {
  const code = systemErrorCode(error);
  if (code === null) return null;
  const path = error instanceof Error && 'path' in error ? String(error.path) : '';
  return { kind: 'file-unwritable', path, code };
};
