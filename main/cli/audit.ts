import type { AuditEntry } from '#app/audit/entries.ts';
import { csvEntries, entryAsJson } from '#app/audit/formats.ts';
import { asciiJson } from '#app/export/ascii-json.ts';
import type { CsvSeparator } from '#app/export/csv.ts';
import { auditCells, auditWords, noTime, unreadableWords } from '#app/words/audit.ts';
import type { Numbering } from '../audit/line-numbers.ts';
import { withTrail } from '../audit/open-trail.ts';
import type { TrailPlace } from '../audit/trail-place.ts';
import type { OpenTrail } from '../audit/open-trail.ts';
import { entriesNewestFirst } from '../audit/read-entries.ts';
import { written } from './console.ts';
import type { Console, JsonHead } from './console.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import type { CommandOf } from './parse-command.ts';
import { table } from './text.ts';

type Entries = AsyncGenerator<AuditEntry>;

async function* newest(trail: OpenTrail | null, last: number | null, numbering: Numbering): Entries {
  if (trail === null) return;
  let left = last ?? Number.POSITIVE_INFINITY;
  for await (const entry of entriesNewestFirst(trail, numbering)) {
    yield entry;
    left -= 1;
    if (left === 0) return;
  }
}

/** Whoever reads all of it has the time to count its lines. */
const numbered = (trail: OpenTrail | null, last: number | null): Entries =>
  newest(trail, last, last === null ? 'always' : 'where it is cheap');

/** Rows of one table: a longer trail is written as several, one below the other. */
const rowsAtOnce = 1_000;

/** Of a few, lines are counted only where one is shown with its number: a line that is no record. */
async function* shown(trail: OpenTrail | null, last: number | null): Entries {
  if (last === null || last > rowsAtOnce) {
    yield* numbered(trail, last);
    return;
  }
  const few: AuditEntry[] = [];
  for await (const entry of newest(trail, last, 'never')) few.push(entry);
  if (few.some(({ kind }) => kind === 'unreadable')) yield* numbered(trail, last);
  else yield* few;
}

const row = (entry: AuditEntry): string[] => {
  const { begun, ended, action, device, channel, result, user } = auditCells(entry);
  const time = begun === '' ? ended : begun;
  return entry.kind === 'unreadable'
    ? [noTime, unreadableWords(entry.line), '', '', '', '']
    : [time, action, device, channel, result, user];
};

async function* text(entries: Entries): AsyncGenerator<string> {
  const { begun, action, device, channel, result, user } = auditWords.columns;
  const header = [begun, action, device, channel, result, user].map((name) => name.toUpperCase());
  let rows: string[][] = [];
  let tables = 0;
  const piece = (): string => {
    const lines = table(header, rows);
    rows = [];
    tables += 1;
    return written(tables === 1 ? lines : lines.slice(1));
  };
  for await (const entry of entries) {
    rows.push(row(entry));
    if (rows.length === rowsAtOnce) yield piece();
  }
  if (rows.length > 0) yield piece();
  else if (tables === 0) yield written([auditWords.empty.title]);
}

const indented = (json: string, by: string): string => json.replaceAll('\n', `\n${by}`);

/** Indented by two, as the other results are; the entries come one by one. */
async function* json(
  head: JsonHead,
  { path, owner }: Pick<TrailPlace, 'path' | 'owner'>,
  entries: Entries,
): AsyncGenerator<string> {
  yield `${asciiJson({ ...head, path, owner }, 2).slice(0, -2)},\n  "entries": [`;
  let separator = '\n    ';
  for await (const entry of entries) {
    yield separator + indented(asciiJson(entryAsJson(entry)), '    ');
    separator = ',\n    ';
  }
  yield `\n  ]\n}\n`;
}

/** Written at once, in characters. */
const pieceLength = 65_536;

async function* csv(entries: Entries, separator: CsvSeparator): AsyncGenerator<string> {
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

/** The audit trail, newest first; it needs no driver. A line that is no record is reported in its place. */
export const runAudit = async (
  { path, owner }: TrailPlace,
  { csv: separator, last }: CommandOf<'audit'>,
  console: Console,
): Promise<ExitCode> => {
  if (separator === null) console.note(auditWords.where(path, owner));
  const done = await withTrail(path, (trail) => {
    if (separator !== null) return console.asIs(csv(numbered(trail, last), separator));
    if (console.json) return console.asIs(json(console.head(), { path, owner }, numbered(trail, last)));
    return console.asIs(text(shown(trail, last)));
  });
  return done.ok ? exitCodes.done : console.fault(done.fault);
};
