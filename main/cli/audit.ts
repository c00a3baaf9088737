import type { AuditEntry } from '#app/audit/entries.ts';
import { csvEntries, entryAsJson } from '#app/audit/formats.ts';
import type { CsvSeparator } from '#app/export/csv.ts';
import { auditCells, auditWords, noTime, unreadableWords } from '#app/words/audit.ts';
import { countLines } from '../audit/line-bounds.ts';
import { withTrail } from '../audit/open-trail.ts';
import type { OpenTrail } from '../audit/open-trail.ts';
import { entriesNewestFirst } from '../audit/read-entries.ts';
import type { Console } from './console.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { table } from './text.ts';

export interface AuditCommand {
  /** A table with this sign between its cells; null: none. */
  readonly csv: CsvSeparator | null;
  /** Entries at most, the newest; null: all. */
  readonly last: number | null;
}

const row = (entry: AuditEntry): string[] => {
  const { begun, ended, action, device, channel, result, user } = auditCells(entry);
  const time = begun === '' ? ended : begun;
  return entry.kind === 'unreadable'
    ? [noTime, unreadableWords(entry.line), '', '', '', '']
    : [time, action, device, channel, result, user];
};

const text = (entries: readonly AuditEntry[]): string[] => {
  if (entries.length === 0) return [auditWords.empty.title];
  const { begun, action, device, channel, result, user } = auditWords.columns;
  const header = [begun, action, device, channel, result, user].map((name) => name.toUpperCase());
  return table(header, entries.map(row));
};

async function* newest(
  trail: OpenTrail | null,
  last: number | null,
  count?: number,
): AsyncGenerator<AuditEntry> {
  if (trail === null) return;
  let left = last ?? Number.POSITIVE_INFINITY;
  for await (const entry of entriesNewestFirst(trail, count)) {
    yield entry;
    left -= 1;
    if (left === 0) return;
  }
}

const collected = async (entries: AsyncIterable<AuditEntry>): Promise<AuditEntry[]> => {
  const all: AuditEntry[] = [];
  for await (const entry of entries) all.push(entry);
  return all;
};

/** Written at once, in characters. */
const pieceLength = 65_536;

async function* csv(entries: AsyncIterable<AuditEntry>, separator: CsvSeparator): AsyncGenerator<string> {
  const { begin, entry } = csvEntries(separator);
  let piece = begin;
  for await (const one of entries) {
    piece += entry(one, false);
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

const linesOf = (trail: OpenTrail | null): Promise<number> =>
  trail === null ? Promise.resolve(0) : countLines(trail.handle, trail.size);

/** Only a line that is no record is shown with its number: for all others the lines before need not be counted. */
const shown = async (trail: OpenTrail | null, last: number | null): Promise<AuditEntry[]> => {
  const entries = await collected(newest(trail, last));
  return entries.every(({ kind }) => kind === 'operation')
    ? entries
    : collected(newest(trail, last, await linesOf(trail)));
};

/** The audit trail, newest first; it needs no driver. A line that is no record is reported in its place. */
export const runAudit = async (
  path: string,
  { csv: separator, last }: AuditCommand,
  console: Console,
): Promise<ExitCode> => {
  const done = await withTrail(path, async (trail) => {
    if (separator !== null) return console.asIs(csv(newest(trail, last, await linesOf(trail)), separator));
    if (!console.json) return console.result({}, text(await shown(trail, last)));
    const entries = await collected(newest(trail, last, await linesOf(trail)));
    return console.result({ path, entries: entries.map(entryAsJson) }, []);
  });
  return done.ok ? exitCodes.done : console.fault(done.fault);
};
