import type { FileHandle } from 'node:fs/promises';
import { damagedLine, longestLine, parseLine, shownOfRaw } from '#app/audit/line.ts';
import type { AuditLine } from '#app/audit/line.ts';
import { boundsFromEnd, boundsFromStart } from './line-bounds.ts';
import type { LineBounds } from './line-bounds.ts';
import type { OpenTrail } from './open-trail.ts';

/** Read and parsed at once, in bytes: between two such pieces others have their turn. */
const pieceBytes = 131_072;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

const decoded = (bytes: Uint8Array): string | null => {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
};

const lineOf = ({ line, start, ended }: LineBounds, bytes: Buffer): AuditLine | null => {
  const at = { line, offset: start };
  const text = decoded(bytes);
  if (text === null) return damagedLine(at, bytes.toString('utf8'), 'not-utf8');
  // a torn line of another program is followed by a blank one at times (append-line.ts)
  return text.trim() === '' ? null : parseLine(text, at, ended);
};

const readAt = async (file: FileHandle, start: number, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
  return buffer.subarray(0, bytesRead);
};

const tooLong = async (file: FileHandle, { line, start }: LineBounds): Promise<AuditLine> => {
  const beginning = await readAt(file, start, shownOfRaw);
  return damagedLine({ line, offset: start }, beginning.toString('utf8'), 'too-long', true);
};

/** Lines in the order of `bounds`, which must be that of the file; blank ones are left out. */
export async function* readLines(file: FileHandle, bounds: readonly LineBounds[]): AsyncGenerator<AuditLine> {
  for (let index = 0; index < bounds.length;) {
    const first = bounds[index];
    if (first === undefined) return;
    if (first.end - first.start > longestLine) {
      yield await tooLong(file, first);
      index += 1;
      continue;
    }
    let next = index + 1;
    for (let last = bounds[next]; last !== undefined; last = bounds[next]) {
      if (last.end - first.start > pieceBytes) break;
      next += 1;
    }
    const piece = bounds.slice(index, next);
    const bytes = await readAt(file, first.start, (piece.at(-1) ?? first).end - first.start);
    for (const one of piece) {
      const line = lineOf(one, bytes.subarray(one.start - first.start, one.end - first.start));
      if (line !== null) yield line;
    }
    index = next;
  }
}

type Trail = Pick<OpenTrail, 'handle' | 'size'>;

export async function* linesFromStart({ handle, size }: Trail): AsyncGenerator<AuditLine> {
  for await (const piece of boundsFromStart(handle, size)) yield* readLines(handle, piece);
}

/** From the last line back; `count`: the number of the last one. */
export async function* linesFromEnd({ handle, size }: Trail, count: number): AsyncGenerator<AuditLine> {
  for await (const piece of boundsFromEnd(handle, size)) {
    const lines: AuditLine[] = [];
    for await (const line of readLines(handle, piece)) lines.push({ ...line, line: line.line + count });
    yield* lines.reverse();
  }
}
