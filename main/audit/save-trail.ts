import { entriesOf, partOf } from '#app/audit/entries.ts';
import type { AuditEntry } from '#app/audit/entries.ts';
import { filterOf } from '#app/audit/filter.ts';
import { entryFormats } from '#app/audit/formats.ts';
import type { AuditFormat, EntryFormat } from '#app/audit/formats.ts';
import type { AuditLine } from '#app/audit/line.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import { saveFile } from '../files/write-whole.ts';
import { lineBounds } from './line-bounds.ts';
import { withTrail } from './open-trail.ts';
import { readLines } from './read-lines.ts';

type RecordLine = Extract<AuditLine, { kind: 'record' }>;
type Lines = () => AsyncIterable<AuditLine>;

const endedIn = async (lines: AsyncIterable<AuditLine>): Promise<ReadonlySet<string>> => {
  const ended = new Set<string>();
  for await (const line of lines) {
    if (line.kind !== 'record') continue;
    const { id, part } = partOf(line.record);
    if (part === 'end') ended.add(id);
  }
  return ended;
};

/** Entries oldest first; held back is only what has begun and whose end is still to come. */
export async function* entriesOldestFirst(lines: Lines): AsyncGenerator<AuditEntry> {
  const ended = await endedIn(lines());
  const begun = new Map<string, RecordLine>();
  for await (const line of lines()) {
    if (line.kind !== 'record') {
      yield* entriesOf([line]);
      continue;
    }
    const { id, part } = partOf(line.record);
    const begin = begun.get(id);
    if (part === 'begin' && begin === undefined && ended.has(id)) {
      begun.set(id, line);
    } else if (part === 'end' && begin !== undefined) {
      begun.delete(id);
      yield* entriesOf([begin, line]);
    } else {
      yield* entriesOf([line]);
    }
  }
  // begun a second time under the same id, after its end
  yield* entriesOf([...begun.values()]);
}

async function* formatted(
  entries: AsyncIterable<AuditEntry>,
  filter: string,
  format: EntryFormat,
): AsyncGenerator<string> {
  const isShown = filterOf(filter);
  let isFirst = true;
  yield format.begin;
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
  const saved = await withTrail(path, async (trail) => {
    const bounds = trail === null ? [] : await lineBounds(trail.handle, trail.size);
    const lines: Lines = () => (trail === null ? none() : readLines(trail.handle, bounds));
    return saveFile(target, formatted(entriesOldestFirst(lines), filter, entryFormats[format]));
  });
  return saved.ok ? saved.value : saved;
};
