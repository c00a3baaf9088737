import { basename, dirname, extname, join } from 'node:path';
import { impatient } from '../files/despite-holders.ts';
import { underLock } from '../files/lock.ts';
import { withFile } from '../files/read-file.ts';
import { renameNumbered } from '../files/rename-numbered.ts';
import { disk } from '../files/steps.ts';
import type { Steps } from '../files/steps.ts';
import { syncFolder } from '../files/write-whole.ts';
import { lineCounter } from './line-bounds.ts';

/** A segment of the trail that is full: no line is added to it. */
export interface FullSegment {
  readonly path: string;
  readonly id: string;
  readonly size: number;
  /** The number of its last line, counted through all segments. */
  readonly last: number;
}

/** A few thousand records, which are read and counted at once. In bytes. */
export const fullBytes = 8_388_608;
/** Enough of the first line to know when it was written. */
const beginningBytes = 512;

/** "audit.2026-03.0009871.jsonl": begun in that month; its last line has that number. */
const segmentName = (path: string, month: string, last: number): string => {
  const end = extname(path);
  return `${basename(path, end)}.${month}.${String(last).padStart(7, '0')}${end}`;
};

/** The full segments of a trail, oldest first: by number, for a clock may be set back. */
export function* fullSegments(path: string): Steps<readonly FullSegment[]> {
  const segments: FullSegment[] = [];
  for (const name of yield* disk.list(dirname(path))) {
    const [, month = '', digits = ''] = /\.(\d{4}-\d\d)\.(\d{7,15})\.[^.]*$/.exec(name) ?? [];
    if (name !== segmentName(path, month, Number(digits))) continue;
    const segment = join(dirname(path), name);
    const about = yield* disk.look(segment);
    // an empty one: whoever made it was killed before it renamed the trail to it
    if (about?.kind !== 'file' || about.size === 0) continue;
    segments.push({ path: segment, id: about.id, size: about.size, last: Number(digits) });
  }
  return segments.sort((one, other) => one.last - other.last);
}

/** When the file was begun, where a record made in `month` does not belong into it any more; null where it does. */
function* fullSince(file: number, month: string): Steps<string | null> {
  const { kind, size } = yield* disk.about(file);
  if (kind !== 'file' || size === 0) return null;
  const bytes = Buffer.alloc(beginningBytes);
  const length = yield* disk.read(file, bytes, 0);
  const [, begun] = /"at":"(\d{4}-\d\d)/.exec(bytes.toString('utf8', 0, length)) ?? [];
  const isOfEarlierMonth = begun !== undefined && begun < month;
  return size >= fullBytes || isOfEarlierMonth ? (begun ?? month) : null;
}

function* countLines(file: number): Steps<number> {
  const counter = lineCounter();
  const chunk = Buffer.alloc(1_048_576);
  for (let at = 0; ;) {
    const length = yield* disk.read(file, chunk, at);
    if (length === 0) return counter.lines();
    counter.count(chunk.subarray(0, length));
    at += length;
  }
}

/**
 * Puts the file of a trail beside, as its newest full segment, where a record of this month does not belong into it. Only
 * one program does so at a time, and what another one writes meanwhile ends up in one of the two. Throws a system error.
 */
export function* rotateIfFull(path: string, month: string): Steps<void> {
  const since = function* (): Steps<string | null> {
    const file = yield* disk.open(path, 'read');
    return yield* withFile(file, () => fullSince(file, month));
  };
  if ((yield* since()) === null) return;
  yield* underLock(
    path,
    function* () {
      const begun = yield* since();
      if (begun === null) return;
      const file = yield* disk.open(path, 'read');
      const lines = yield* withFile(file, () => countLines(file));
      const last = ((yield* fullSegments(path)).at(-1)?.last ?? 0) + lines;
      yield* renameNumbered(path, (number) =>
        join(dirname(path), segmentName(path, begun, last + number - 1)),
      );
      yield* syncFolder(dirname(path));
    },
    impatient,
  );
}
