import type { AuditLine } from '#app/audit/line.ts';
import { pageLength } from '#app/audit/page.ts';
import type { AuditPage, PageStart } from '#app/audit/page.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import { lineBounds } from './line-bounds.ts';
import type { LineBounds } from './line-bounds.ts';
import { withTrail } from './open-trail.ts';
import { readLines } from './read-lines.ts';

/** Text in one page at most, in bytes: a few very long lines make a short page. */
const pageBytes = 4_194_304;

/** The last lines that make one page. */
const lastPage = (bounds: readonly LineBounds[], length: number): readonly LineBounds[] => {
  const end = bounds.at(-1)?.end ?? 0;
  const few = bounds.slice(-length);
  const fitting = few.findIndex(({ start }) => end - start <= pageBytes);
  return fitting === -1 ? few.slice(-1) : few.slice(fitting);
};

/**
 * The newest page of a trail, or the one before `before`. If the file is another one than `before` says, the newest
 * page of the file that is there. A trail that does not exist yet is an empty page.
 */
export const readPage = (
  path: string,
  before: PageStart | null,
  length = pageLength,
): Promise<Result<AuditPage, Fault>> =>
  withTrail(path, async (trail) => {
    if (trail === null) return { path, file: null, lines: [], older: null };
    const { handle, file, size } = trail;
    const all = await lineBounds(handle, size);
    const start = all[(before?.line ?? 0) - 1]?.start;
    const continues = before?.file === file && start === before.offset;
    const page = lastPage(continues ? all.slice(0, before.line - 1) : all, length);
    const lines: AuditLine[] = [];
    for await (const line of readLines(handle, page)) lines.push(line);
    const [oldest] = page;
    const hasOlder = oldest !== undefined && oldest.line > 1;
    return {
      path,
      file,
      lines: lines.reverse(),
      older: hasOlder ? { file, offset: oldest.start, line: oldest.line } : null,
    };
  });
