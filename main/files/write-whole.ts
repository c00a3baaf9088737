import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { systemErrorCode } from './system-error.ts';

// Ours, and not write-file-atomic 7 or atomically 2: both write once and do not look at how much was written, so
// a full disk puts a short file in the place of a good one; the first does not try a held file again.

/** In ms, about a second in all: a virus scanner or a backup that holds the file lets go within it. */
const pauses = [10, 20, 40, 80, 150, 300, 400] as const;

/** What libuv makes of ERROR_SHARING_VIOLATION and ERROR_ACCESS_DENIED; missing rights look the same. */
const isHeld = (error: unknown): boolean =>
  ['EACCES', 'EBUSY', 'EPERM'].includes(systemErrorCode(error) ?? '');

const sleep = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/** Runs `change`, and again while another program holds the file. Blocks for about a second at most. */
export const despiteHolders = (change: () => void, pause: (ms: number) => void = sleep): void => {
  for (const ms of pauses) {
    try {
      return change();
    } catch (error) {
      if (!isHeld(error)) throw error;
      pause(ms);
    }
  }
  change();
};

const renameDespiteHolders = async (
  temporary: string,
  path: string,
  pause: (ms: number) => Promise<unknown>,
): Promise<void> => {
  for (const ms of pauses) {
    try {
      return await rename(temporary, path);
    } catch (error) {
      if (!isHeld(error)) throw error;
      await pause(ms);
    }
  }
  await rename(temporary, path);
};

/** In the same folder, so that it is renamed within one volume; nobody else makes or guesses it. */
const temporaryFor = (path: string): string => `${path}.${randomUUID()}.tmp`;

/**
 * Puts a file of ours in the place of the old one: the whole new content is on disk, or the old one stays, whenever
 * the process ends. Throws a system error.
 */
export const writeWhole = (path: string, text: string, pause?: (ms: number) => void): void => {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = temporaryFor(path);
  try {
    const file = openSync(temporary, 'wx', 0o600);
    try {
      // writes on until all is written; writeSync would stop at a short write
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    despiteHolders(() => renameSync(temporary, path), pause);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
};

/**
 * The same for a file that a person named. It comes in pieces, so a long one is never held in memory. Fault:
 * file-unwritable.
 */
export const saveFile = async (
  path: string,
  pieces: AsyncIterable<string> | Iterable<string | Uint8Array>,
  pause: (ms: number) => Promise<unknown> = delay,
): Promise<Result<void, Fault>> => {
  const temporary = temporaryFor(path);
  try {
    const file = await open(temporary, 'wx');
    try {
      for await (const piece of pieces) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await renameDespiteHolders(temporary, path, pause);
    return ok(undefined);
  } catch (error) {
    // it may be that not even its folder is there
    await rm(temporary, { force: true }).catch(() => undefined);
    const code = systemErrorCode(error);
    if (code === null) throw error;
    return fail({ kind: 'file-unwritable', path, code });
  }
};
