import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { systemErrorCode } from '../files/system-error.ts';

export interface OpenTrail {
  readonly handle: FileHandle;
  /** Names this very file, so that two of the same path are told apart. */
  readonly file: string;
  readonly size: number;
}

/** Runs `use` with the trail open for reading; null where there is none yet. Fault: file-unreadable. */
export const withTrail = async <T>(
  path: string,
  use: (trail: OpenTrail | null) => Promise<T>,
): Promise<Result<T, Fault>> => {
  let handle: FileHandle | null = null;
  try {
    handle = await open(path, 'r');
    const { dev, ino, size } = await handle.stat({ bigint: true });
    return ok(await use({ handle, file: `${dev}-${ino}`, size: Number(size) }));
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === null) throw error;
    if (code === 'ENOENT' && handle === null) return ok(await use(null));
    return fail({ kind: 'file-unreadable', path, code });
  } finally {
    await handle?.close();
  }
};
