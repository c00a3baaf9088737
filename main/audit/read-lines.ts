import { partIn } from '#app/audit/entries.ts';
import { damagedLine, longestLine, parseLine, shownOfRaw } from '#app/audit/line.ts';
import type { AuditLine } from '#app/audit/line.ts';
import { boundsFromEnd, boundsFromStart } from './line-bounds.ts';
import type { LineBounds } from './line-bounds.ts';
import { lastNumber, numberBefore } from './line-numbers.ts';
import type { Numbering } from './line-numbers.ts';
import type { OpenTrail } from './open-trail.ts';

/** Read and parsed at once, in bytes: between two such pieces others have their turn. */
const pieceBytes = 65_536;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
const utf16 = new TextDecoder('utf-16le');

/** Notepad may have saved it as UTF-16. Of its line ends, two bytes long, the second one begins the next line. */
const decoded = (bytes: Buffer): string | null => {
  if (bytes[0] === 0 || bytes[1] === 0 || bytes[3] === 0)
    return utf16.decode(bytes.subarray(bytes[0] === 0 ? 1 : 0));
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
};

/** A line that is taken for a record when it is wanted: to join two of them takes far less than to check them. */
export interface ReadLine {
  readonly offset: number;
  /** The operation that it belongs to, if it is a record. */
  readonly half: ReturnType<typeof partIn>;
  readonly checked: () => AuditLine;
}

const unreadable = (line: AuditLine): ReadLine => ({ offset: line.offset, half: null, checked: () => line });

const halfIn = (text: string): ReadLine['half'] => {
  try {
    return partIn(JSON.parse(text));
  } catch {
    return null;
  }
};

/** Null: it is blank. `before` as for `readLines`. */
const lineOf = (
  { line, start, ended }: LineBounds,
  before: number | null,
  bytes: Buffer,
): ReadLine | null => {
  const at = { line: before === null ? null : before + line, offset: start };
  const text = decoded(bytes);
  if (text === null) return unreadable(damagedLine(at, bytes.toString('utf8'), 'not-utf8'));
  // a torn line of another program is followed by a blank one at times (append-line.ts)
  if (text.trim() === '') return null;
  return { offset: start, half: halfIn(text), checked: () => parseLine(text, at, ended) };
};

const tooLong = async (
  trail: OpenTrail,
  { line, start }: LineBounds,
  before: number | null,
): Promise<ReadLine> => {
  const beginning = Buffer.alloc(shownOfRaw);
  const length = await trail.read(beginning, start);
  const at = { line: before === null ? null : before + line, offset: start };
  return unreadable(damagedLine(at, beginning.toString('utf8', 0, length), 'too-long', true));
};

/**
 * Lines of one segment in the order of `bounds`, which must be that of the segment; blank ones are left out. `before` is the
 * number of the line that has the number 0 in `bounds`; null where they were not counted.
 */
export async function* readLines(
  trail: OpenTrail,
  bounds: readonly LineBounds[],
  before: number | null,
  scratch = Buffer.alloc(pieceBytes),
): AsyncGenerator<ReadLine> {
  for (let index = 0; index < bounds.length;) {
    const first = bounds[index];
    if (first === undefined) return;
    if (first.end - first.start > longestLine) {
      yield await tooLong(trail, first, before);
      index += 1;
      continue;
    }
    let next = index + 1;
    for (let last = bounds[next]; last !== undefined; last = bounds[next]) {
      if (last.end - first.start > pieceBytes) break;
      next += 1;
    }
    const piece = bounds.slice(index, next);
    const size = (piece.at(-1) ?? first).end - first.start;
    const room = size > scratch.length ? Buffer.alloc(size) : scratch.subarray(0, size);
    const bytes = room.subarray(0, await trail.read(room, first.start));
    for (const one of piece) {
      const line = lineOf(one, before, bytes.subarray(one.start - first.start, one.end - first.start));
      if (line !== null) yield line;
    }
    index = next;
  }
}

/** Every line has its number: all that comes before is read. */
export async function* linesFromStart(trail: OpenTrail): AsyncGenerator<ReadLine> {
  for (const segment of trail.segments) {
    const before = await numberBefore(trail, segment, 'always');
    const scratch = Buffer.alloc(pieceBytes);
    for await (const bounds of boundsFromStart(trail, segment))
      yield* readLines(trail, bounds, before, scratch);
  }
}

/** From the last line back. */
export async function* linesFromEnd(trail: OpenTrail, numbering: Numbering): AsyncGenerator<ReadLine> {
  for (const segment of trail.segments.toReversed()) {
    const last = await lastNumber(trail, segment, segment.end, numbering);
    const scratch = Buffer.alloc(pieceBytes);
    for await (const bounds of boundsFromEnd(trail, segment, segment.end)) {
      const lines: ReadLine[] = [];
      for await (const line of readLines(trail, bounds, last, scratch)) lines.push(line);
      yield* lines.reverse();
    }
  }
}
