import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { ignoringSystemErrors, readFully, refuseUnlessFile } from '../files/read-file.ts';
import { disk, onDisk } from '../files/steps.ts';
import type { Files, Steps } from '../files/steps.ts';
import { codeOrThrow, systemErrorCode } from '../files/system-error.ts';
import { fullSegments } from './trail-segments.ts';
import type { FullSegment } from './trail-segments.ts';

/** One file of a trail: a full segment, or the one that is written. */
export interface TrailSegment {
  /** Of its first byte, counted through all segments. */
  readonly start: number;
  readonly end: number;
  /** The number of its last line, counted through all segments; null for the one that is written. */
  readonly last: number | null;
}

/** A trail is one stretch of bytes, whatever files it is in: what lies in it stays in its place when it is rotated. */
export interface OpenTrail {
  /** Names the oldest file of the trail, so that two trails of the same path are told apart. */
  readonly file: string;
  /** Oldest first. */
  readonly segments: readonly TrailSegment[];
  readonly size: number;
  /** Answers how many bytes were read: fewer only where the segment ends, or was cut short since. */
  read(into: Uint8Array, at: number): Promise<number>;
}

/** The full segments; none where there is no folder yet. */
function* fullSegmentsOf(path: string): Steps<readonly FullSegment[]> {
  try {
    return yield* fullSegments(path);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Null: there is none. */
function* openIfAny(path: string): Steps<number | null> {
  try {
    return yield* disk.open(path, 'read');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** The open files of a trail: the one that is written, and of the full ones the last that was read. */
class Handles {
  readonly #files: Files;
  #written: number | null = null;
  #full: { readonly path: string; readonly handle: number | null } | null = null;

  constructor(files: Files) {
    this.#files = files;
  }

  async written(path: string): Promise<number | null> {
    return (this.#written ??= await this.#files.later(openIfAny(path)));
  }

  async full(path: string): Promise<number | null> {
    if (this.#full?.path !== path) {
      await this.#close(this.#full?.handle ?? null);
      this.#full = { path, handle: await this.#files.later(openIfAny(path)) };
    }
    return this.#full.handle;
  }

  async closeAll(): Promise<void> {
    await this.#close(this.#written);
    await this.#close(this.#full?.handle ?? null);
  }

  async #close(handle: number | null): Promise<void> {
    if (handle !== null) await this.#files.later(ignoringSystemErrors(() => disk.close(handle)));
  }
}

const openTrail = async (path: string, files: Files, handles: Handles): Promise<OpenTrail | null> => {
  // before the others are listed: when it is rotated meanwhile it is one of them, and missing nowhere
  const handle = await handles.written(path);
  const written = handle === null ? null : await files.later(disk.about(handle));
  if (written !== null) refuseUnlessFile(written, path);
  const full = await files.later(fullSegmentsOf(path));
  const isFull = full.some(({ id }) => id === written?.id);
  const found = written === null || isFull ? full : [...full, { ...written, path, last: null }];
  const [oldest] = found;
  if (oldest === undefined) return null;
  let end = 0;
  const segments = found.map(({ path: at, size, last }) => {
    end += size;
    return { path: at, start: end - size, end, last };
  });

  return {
    file: oldest.id,
    segments,
    size: end,
    read: async (into, at) => {
      const segment = segments.find((one) => at < one.end);
      if (segment === undefined) return 0;
      const file = segment.last === null ? handle : await handles.full(segment.path);
      if (file === null) return 0;
      return files.later(readFully(file, into.subarray(0, segment.end - at), at - segment.start));
    },
  };
};

/** Runs `use` with the trail open for reading; null where there is none yet. Fault: file-unreadable. */
export const withTrail = async <T>(
  path: string,
  use: (trail: OpenTrail | null) => Promise<T>,
  files: Files = onDisk,
): Promise<Result<T, Fault>> => {
  const handles = new Handles(files);
  /** Whoever uses the trail may take it for an error of their own. */
  const unread: { error: Error | null } = { error: null };
  try {
    const trail = await openTrail(path, files, handles);
    const noting = async (into: Uint8Array, at: number): Promise<number> => {
      try {
        return (await trail?.read(into, at)) ?? 0;
      } catch (error) {
        if (error instanceof Error) unread.error = error;
        throw error;
      }
    };
    const used = await use(trail && { ...trail, read: noting });
    if (unread.error !== null) throw unread.error;
    return ok(used);
  } catch (error) {
    return fail({ kind: 'file-unreadable', path, code: codeOrThrow(error) });
  } finally {
    await handles.closeAll();
  }
};
