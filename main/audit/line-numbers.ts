import { countLines } from './line-bounds.ts';
import type { OpenTrail, TrailPart } from './open-trail.ts';
import { fullBytes } from './trail-parts.ts';

/** A part that was not rotated when it was full is counted only where all of it is read anyway. */
export type Numbering = 'always' | 'where it is cheap' | 'never';

const mostCounted = 8 * fullBytes;

const isCounted = (bytes: number, numbering: Numbering): boolean =>
  numbering === 'always' || (numbering === 'where it is cheap' && bytes <= mostCounted);

/** How many lines the trail has before this part; null where they were not counted. */
export const numberBefore = async (
  trail: OpenTrail,
  part: TrailPart,
  numbering: Numbering,
): Promise<number | null> => {
  const before = trail.parts[trail.parts.indexOf(part) - 1];
  if (before !== undefined) return before.last;
  // the lines of parts that somebody took away are counted, too
  if (part.last === null) return 0;
  return isCounted(part.end - part.start, numbering) ? part.last - (await countLines(trail, part)) : null;
};

/** The number of the last line of a part that begins before `to`; null where they were not counted. */
export const lastNumber = async (
  trail: OpenTrail,
  part: TrailPart,
  to: number,
  numbering: Numbering,
): Promise<number | null> => {
  if (to === part.end && part.last !== null) return part.last;
  if (!isCounted(to - part.start, numbering)) return null;
  const before = await numberBefore(trail, part, numbering);
  return before === null ? null : before + (await countLines(trail, part, to));
};
