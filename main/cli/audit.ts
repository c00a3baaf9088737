import { entriesOf } from '#app/audit/entries.ts';
import type { AuditEntry } from '#app/audit/entries.ts';
import { entryAsJson, entryFormats } from '#app/audit/formats.ts';
import type { AuditLine } from '#app/audit/line.ts';
import { auditCells, auditWords, noTime, unreadableWords } from '#app/words/audit.ts';
import { lineBounds } from '../audit/line-bounds.ts';
import { withTrail } from '../audit/open-trail.ts';
import type { OpenTrail } from '../audit/open-trail.ts';
import { readLines } from '../audit/read-lines.ts';
import type { Console } from './console.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { table } from './text.ts';

export interface AuditCommand {
  readonly csv: boolean;
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

const text = (entries: readonly AuditEntry[]): string => {
  if (entries.length === 0) return auditWords.empty.title;
  const { begun, action, device, channel, result, user } = auditWords.columns;
  const header = [begun, action, device, channel, result, user].map((name) => name.toUpperCase());
  return table(header, entries.map(row));
};

const csv = (entries: readonly AuditEntry[]): string => {
  const { begin, entry } = entryFormats.csv;
  return begin + entries.map((one) => entry(one, false)).join('');
};

const newest = async ({ handle, size }: OpenTrail, last: number | null): Promise<AuditEntry[]> => {
  const bounds = await lineBounds(handle, size);
  // an operation has two lines, with those of others between them
  for (let count = last === null ? bounds.length : 4 * last; ; count *= 4) {
    const lines: AuditLine[] = [];
    for await (const line of readLines(handle, bounds.slice(-count))) lines.push(line);
    const entries = entriesOf(lines.reverse()).slice(0, last ?? undefined);
    const isWhole = entries.length === last && entries.every(hasBegun);
    if (isWhole || count >= bounds.length) return entries;
  }
};

const hasBegun = (entry: AuditEntry): boolean => entry.kind === 'unreadable' || entry.begin !== null;

/** The audit trail, newest first; it needs no driver. A line that is no record is told in its place. */
export const runAudit = async (path: string, command: AuditCommand, console: Console): Promise<ExitCode> => {
  const entries = await withTrail(path, async (trail) => (trail === null ? [] : newest(trail, command.last)));
  if (!entries.ok) return console.fault(entries.fault);
  if (command.csv) console.asIs(csv(entries.value));
  else console.result({ path, entries: entries.value.map(entryAsJson) }, text(entries.value));
  return exitCodes.done;
};
