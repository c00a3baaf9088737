import type { FileHandle } from 'node:fs/promises';

const chunkBytes = 1_048_576;
const newline = 0x0a;

/** Where a line lies in its file; `ended`: a line end follows. In bytes, `end` without the line end. */
export interface LineBounds {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly ended: boolean;
}

/** The bounds of every line of the first `size` bytes; the text itself is not kept. */
export const lineBounds = async (file: FileHandle, size: number): Promise<LineBounds[]> => {
  const bounds: LineBounds[] = [];
  const chunk = Buffer.alloc(Math.min(chunkBytes, Math.max(1, size)));
  let start = 0;
  let at = 0;
  while (at < size) {
    const { bytesRead } = await file.read(chunk, 0, Math.min(chunk.length, size - at), at);
    // cut short since it was opened
    if (bytesRead === 0) break;
    const read = chunk.subarray(0, bytesRead);
    for (let index = read.indexOf(newline); index !== -1; index = read.indexOf(newline, index + 1)) {
      bounds.push({ line: bounds.length + 1, start, end: at + index, ended: true });
      start = at + index + 1;
    }
    at += bytesRead;
  }
  if (start < at) bounds.push({ line: bounds.length + 1, start, end: at, ended: false });
  return bounds;
};
