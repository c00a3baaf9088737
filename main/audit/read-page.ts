import type { AuditLine } from '#app/audit/line.ts';
import { pageLength } from '#app/audit/page.ts';
import type { AuditPage, PageStart } from '#app/audit/page.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import { boundsFromEnd, countLines } from './line-bounds.ts';
import type { LineBounds } from './line-bounds.ts';
import { withTrail } from './open-trail.ts';
import type { OpenTrail } from './open-trail.ts';
import { readLines } from './read-lines.ts';

/** Text in one page at most, in bytes: a few very long lines make a short page. */
const pageBytes = 4_194_304;

/** The last lines of the first `size` bytes that make one page; `count` is the number of the last of them. */
const lastPage = async (
  { handle }: OpenTrail,
  size: number,
  count: number,
  length: number,
): Promise<readonly LineBounds[]> => {
  const page: LineBounds[] = [];
  for await (const piece of boundsFromEnd(handle, size)) {
    for (const bounds of piece.reverse()) {
      const isFull = page.length === length || size - bounds.start > pageBytes;
      if (isFull && page.length > 0) return page.reverse();
      page.push({ ...bounds, line: bounds.line + count });
    }
  }
  return page.reverse();
};

/** Whether the file still has at this place the line that a page ended before. */
const isWhereItWas = async ({ handle, file, size }: OpenTrail, before: PageStart): Promise<boolean> =>
  before.file === file &&
  before.offset <= size &&
  (await countLines(handle, before.offset)) === before.line - 1 &&
  (await endsLine(handle, before.offset));

const endsLine = async (handle: OpenTrail['handle'], offset: number): Promise<boolean> => {
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, offset - 1);
  return buffer[0] === 0x0a;
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
    const continues = before !== null && (await isWhereItWas(trail, before));
    const end = continues ? before.offset : size;
    const count = continues ? before.line - 1 : await countLines(handle, size);
    const page = await lastPage(trail, end, count, length);
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
