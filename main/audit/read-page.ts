import type { AuditLine } from '#app/audit/line.ts';
import { pageLength } from '#app/audit/page.ts';
import type { AuditPage, PageStart } from '#app/audit/page.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import { onDisk } from '../files/steps.ts';
import type { Files } from '../files/steps.ts';
import { boundsFromEnd } from './line-bounds.ts';
import type { LineBounds } from './line-bounds.ts';
import { lastNumber } from './line-numbers.ts';
import { withTrail } from './open-trail.ts';
import type { OpenTrail } from './open-trail.ts';
import { readLines } from './read-lines.ts';

/** Text in one page at most, in bytes: a few very long lines make a short page. */
const pageBytes = 4_194_304;

/**
 * The index of the first of these lines that goes into the page that ends at `end` and has `count` lines so far. One
 * goes in, however long it is.
 */
const firstInPage = (bounds: readonly LineBounds[], count: number, length: number, end: number): number => {
  let first = bounds.length;
  for (const { start } of bounds.toReversed()) {
    const more = count + bounds.length - first;
    if (more === length || (more > 0 && end - start > pageBytes)) break;
    first -= 1;
  }
  return first;
};

/** The last lines before `before`, or of all, that make one page; newest first. */
const lastPage = async (
  trail: OpenTrail,
  before: PageStart | null,
  length: number,
): Promise<readonly AuditLine[]> => {
  const end = before?.offset ?? trail.size;
  const lines: AuditLine[] = [];
  for (const segment of trail.segments.toReversed()) {
    const to = Math.min(segment.end, end);
    if (to <= segment.start) continue;
    const known = to === before?.offset && before.line !== null ? before.line - 1 : null;
    const last = known ?? (await lastNumber(trail, segment, to, 'where it is cheap'));
    for await (const piece of boundsFromEnd(trail, segment, to)) {
      for (let rest = piece; rest.length > 0;) {
        const first = firstInPage(rest, lines.length, length, end);
        if (first === rest.length) return lines;
        const read: AuditLine[] = [];
        for await (const line of readLines(trail, rest.slice(first), last)) read.push(line.checked());
        lines.push(...read.reverse());
        // of those that are blank nothing came: others have their place
        rest = rest.slice(0, first);
      }
    }
  }
  return lines;
};

/** Whether the trail still has at this place the line that a page ended before. */
const isWhereItWas = async (trail: OpenTrail, { file, offset, line }: PageStart): Promise<boolean> => {
  const segment = trail.segments.find(({ start, end }) => start < offset && offset <= end);
  if (file !== trail.file || segment === undefined) return false;
  const byte = Buffer.alloc(1);
  await trail.read(byte, offset - 1);
  // the last line of a full segment may have been torn
  if (byte[0] !== 0x0a && offset !== segment.end) return false;
  // a program that had it open may have written into a segment that was full already
  if (line === null || segment.last !== null) return true;
  const last = await lastNumber(trail, segment, offset, 'where it is cheap');
  return last === null || last === line - 1;
};

/**
 * The newest page of a trail, or the one before `before`. If the trail is another one than `before` says, the newest
 * page of what is there. A trail that does not exist yet is an empty page.
 */
export const readPage = (
  path: string,
  before: PageStart | null,
  length = pageLength,
  files: Files = onDisk,
): Promise<Result<AuditPage, Fault>> =>
  withTrail(
    path,
    async (trail) => {
      if (trail === null) return { path, file: null, lines: [], older: null };
      const continues = before !== null && (await isWhereItWas(trail, before));
      const lines = await lastPage(trail, continues ? before : null, length);
      const oldest = lines.at(-1);
      const older =
        oldest === undefined || oldest.offset === 0
          ? null
          : { file: trail.file, offset: oldest.offset, line: oldest.line };
      return { path, file: trail.file, lines: [...lines], older };
    },
    files,
  );
