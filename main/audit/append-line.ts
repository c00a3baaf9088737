import { constants } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

const newline = 0x0a;

const endsWithNewline = async (file: FileHandle): Promise<boolean> => {
  const stat = await file.stat();
  if (!stat.isFile() || stat.size === 0) return true;
  const last = new Uint8Array(1);
  await file.read(last, 0, 1, stat.size - 1);
  return last[0] === newline;
};

/**
 * Appends one line and returns when it is on disk; throws a system error otherwise. The line goes out in one
 * write to a file opened for appending, so two programs never mix theirs; a torn line that a full disk left
 * behind is ended first, so it spoils no other (at worst a blank line comes of it).
 */
export const appendLine = async (path: string, line: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, constants.O_APPEND | constants.O_CREAT | constants.O_RDWR, 0o600);
  try {
    const text = `${(await endsWithNewline(file)) ? '' : '\n'}${line}\n`;
    const bytes = Buffer.from(text, 'utf8');
    const { bytesWritten } = await file.write(bytes, 0, bytes.length);
    if (bytesWritten !== bytes.length) throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
    await file.datasync();
  } finally {
    await file.close();
  }
};
