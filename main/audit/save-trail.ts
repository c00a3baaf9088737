import type { AuditEntry } from '#app/audit/entries.ts';
import { filterOf } from '#app/audit/filter.ts';
import { entryFormats } from '#app/audit/formats.ts';
import type { AuditFormat, EntryFormat } from '#app/audit/formats.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import { saveFile } from '../files/write-whole.ts';
import { withTrail } from './open-trail.ts';
import { entriesOldestFirst } from './read-entries.ts';

async function* formatted(
  entries: AsyncIterable<AuditEntry>,
  filter: string,
  format: EntryFormat,
): AsyncGenerator<string> {
  const isShown = filterOf(filter);
  let isFirst = true;
  yield format.mark + format.begin;
  for await (const entry of entries) {
    if (!isShown(entry)) continue;
    yield format.entry(entry, isFirst);
    isFirst = false;
  }
  yield format.end;
}

async function* none(): AsyncGenerator<never> {
  // a trail that does not exist yet
}

/** Writes the whole trail, as far as the filter shows it. Faults: file-unreadable, file-unwritable. */
export const saveTrail = async (
  path: string,
  target: string,
  format: AuditFormat,
  filter: string,
): Promise<Result<void, Fault>> => {
  const saved = await withTrail(path, (trail) => {
    const entries = trail === null ? none() : entriesOldestFirst(trail);
    return saveFile(target, formatted(entries, filter, entryFormats[format]));
  });
  return saved.ok ? saved.value : saved;
};
