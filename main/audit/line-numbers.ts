import { countLines } from './line-bounds.ts';
import type { OpenTrail, TrailSegment } from './open-trail.ts';
import { fullBytes } from './trail-segments.ts';

/** A segment that was not rotated when it was full is counted only where all of it is read anyway. */
export type Numbering = 'always' | 'where it is cheap' | 'never';

const mostCounted = 8 * fullBytes;

const isCounted = (bytes: number, numbering: Numbering): boolean =>
  numbering === 'always' || (numbering === 'where it is cheap' && bytes <= mostCounted);

/** How many lines the trail has before this segment; null where they were not counted. */
export const numberBefore = async (
  trail: OpenTrail,
  segment: TrailSegment,
  numbering: Numbering,
): Promise<number | null> => {
  const before = trail.segments[trail.segments.indexOf(segment) - 1];
  if (before !== undefined) return before.last;
  // the lines of segments that somebody took away are counted, too
  if (segment.last === null) return 0;
  return isCounted(segment.end - segment.start, numbering)
    ? segment.last - (await countLines(trail, segment))
    : null;
};

/** The number of the last line of a segment that begins before `to`; null where they were not counted. */
export const lastNumber = async (
  trail: OpenTrail,
  segment: TrailSegment,
  to: number,
  numbering: Numbering,
): Promise<number | null> => {
  if (to === segment.end && segment.last !== null) return segment.last;
  if (!isCounted(to - segment.start, numbering)) return null;
  const before = await numberBefore(trail, segment, numbering);
  return before === null ? null : before + (await countLines(trail, segment, to));
};
