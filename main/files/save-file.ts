import { open, rename, rm } from 'node:fs/promises';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { systemErrorCode } from './system-error.ts';

/**
 * Writes a file that a person named: whole, or not at all and what was there before stays. The text comes in
 * pieces, so a long one is never held in memory. Fault: file-unwritable.
 */
export const saveFile = async (
  path: string,
  pieces: AsyncIterable<string> | Iterable<string>,
): Promise<Result<void, Fault>> => {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, 'w');
    try {
      for await (const piece of pieces) await file.write(piece);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    return ok(undefined);
  } catch (error) {
    await rm(temporary, { force: true });
    const code = systemErrorCode(error);
    if (code === null) throw error;
    return fail({ kind: 'file-unwritable', path, code });
  }
};
