import type { OpenTrail, TrailSegment } from './open-trail.ts';

const chunkBytes = 65_536;
const countedAtOnce = 4_194_304;
const newline = 0x0a;

/**
 * Where a line lies in its trail; `ended`: a line end follows. In bytes, `end` without the line end. `line` counts
 * from the first line of its segment, or back from its last one, which is 0.
 */
export interface LineBounds {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly ended: boolean;
}

/** Of a line without anything in it. Not 0, which a computer that lost power leaves in a file. */
const isBlank = (byte: number | undefined): boolean =>
  byte === newline || byte === 0x0d || byte === 0x20 || byte === 0x09;

/** The last line end before `to`. */
const lastNewline = (piece: Buffer, to: number): number =>
  to === 0 ? -1 : piece.lastIndexOf(newline, to - 1);

/** Counts the lines of a file that it is given piece by piece, blank ones too. */
export const lineCounter = () => {
  let ends = 0;
  let isEnded = true;
  return {
    count: (piece: Buffer): void => {
      for (let at = piece.indexOf(newline); at !== -1; at = piece.indexOf(newline, at)) {
        // many in a row are found one by one faster than by searching
        let found = 0;
        for (; isBlank(piece[at]); at += 1) if (piece[at] === newline) found += 1;
        ends += found;
      }
      if (piece.length > 0) isEnded = piece.at(-1) === newline;
    },
    lines: (): number => (isEnded ? ends : ends + 1),
  };
};

/** The lines of a segment in their order, piece by piece, without blank ones: neither text nor bounds of all are held. */
export async function* boundsFromStart(
  trail: OpenTrail,
  segment: TrailSegment,
): AsyncGenerator<LineBounds[]> {
  const chunk = Buffer.alloc(Math.min(chunkBytes, segment.end - segment.start));
  let start = segment.start;
  let line = 1;
  let at = segment.start;
  while (at < segment.end) {
    const length = await trail.read(chunk, at);
    // cut short since it was opened
    if (length === 0) break;
    const piece = chunk.subarray(0, length);
    const bounds: LineBounds[] = [];
    for (let index = piece.indexOf(newline); index !== -1; index = piece.indexOf(newline, index)) {
      bounds.push({ line, start, end: at + index, ended: true });
      for (; isBlank(piece[index]); index += 1) {
        if (piece[index] !== newline) continue;
        start = at + index + 1;
        line += 1;
      }
    }
    at += length;
    yield bounds;
  }
  if (start < at) yield [{ line, start, end: at, ended: false }];
}

/** The same for the lines that begin before `to`, from the last one back; within a piece they stand in their order. */
export async function* boundsFromEnd(
  trail: OpenTrail,
  segment: TrailSegment,
  to: number,
): AsyncGenerator<LineBounds[]> {
  const chunk = Buffer.alloc(Math.min(chunkBytes, to - segment.start));
  let end = to;
  let ended = false;
  let line = 0;
  for (let at = to; at > segment.start;) {
    const length = Math.min(chunk.length, at - segment.start);
    at -= length;
    const read = await trail.read(chunk.subarray(0, length), at);
    const piece = chunk.subarray(0, read);
    const bounds: LineBounds[] = [];
    const before = (start: number): void => {
      if (start === to) return;
      if (start < end) bounds.push({ line, start, end, ended });
      line -= 1;
    };
    for (let index = piece.lastIndexOf(newline); index !== -1; index = lastNewline(piece, index)) {
      before(at + index + 1);
      let blanks = 0;
      for (let blank = index - 1; isBlank(piece[blank]); blank -= 1) {
        if (piece[blank] !== newline) continue;
        index = blank;
        blanks += 1;
      }
      line -= blanks;
      end = at + index;
      ended = true;
    }
    if (at === segment.start) before(segment.start);
    yield bounds.reverse();
  }
}

/** How many lines a segment has before `to`, in a fraction of the time that reading them takes. */
export const countLines = async (
  trail: OpenTrail,
  segment: TrailSegment,
  to = segment.end,
): Promise<number> => {
  const chunk = Buffer.alloc(Math.min(countedAtOnce, to - segment.start));
  const counter = lineCounter();
  for (let at = segment.start; at < to;) {
    const length = await trail.read(chunk.subarray(0, to - at), at);
    if (length === 0) break;
    counter.count(chunk.subarray(0, length));
    at += length;
  }
  return counter.lines();
};
