import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { AuditFormat } from '#app/audit/formats.ts';
import type { AuditPage, PageStart } from '#app/audit/page.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import { saveTrail } from '../audit/save-trail.ts';

/** Oldest first, as a trail has them. */
const textOf = ({ lines }: AuditPage): string =>
  lines
    .toReversed()
    .map((line) => `${line.kind === 'record' ? JSON.stringify(line.record) : line.text}\n`)
    .join('');

/**
 * Saves the trail of another computer as `saveTrail` does that of this one. It comes page by page, newest first; each
 * page is a file until all are there. Faults: those of `read`, file-unwritable.
 */
export const saveRemoteTrail = async (
  read: (before: PageStart | null) => Promise<Result<AuditPage, Fault>>,
  target: string,
  format: AuditFormat,
  filter: string,
): Promise<Result<void, Fault>> => {
  const folder = await mkdtemp(join(tmpdir(), 'unjam-trail-'));
  try {
    const pages: string[] = [];
    for (let before: PageStart | null = null; ;) {
      const page: Result<AuditPage, Fault> = await read(before);
      if (!page.ok) return page;
      const path = join(folder, `page-${pages.length}`);
      await writeFile(path, textOf(page.value), { mode: 0o600 });
      pages.push(path);
      before = page.value.older;
      if (before === null) break;
    }
    const whole = join(folder, 'audit.jsonl');
    for (const path of pages.reverse())
      await pipeline(createReadStream(path), createWriteStream(whole, { flags: 'a', mode: 0o600 }));
    return await saveTrail(whole, target, format, filter);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
