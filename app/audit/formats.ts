import { asciiJson } from '../export/ascii-json.ts';
import { byteOrderMark, csvHeader, csvLine } from '../export/csv.ts';
import { auditCells, auditWords } from '../words/audit.ts';
import type { CsvSeparator } from '../export/csv.ts';
import type { AuditColumn } from '../words/audit.ts';
import type { Table } from '../export/table.ts';
import type { AuditEntry } from './entries.ts';

export const auditFormats = ['csv', 'json'] as const;
export type AuditFormat = (typeof auditFormats)[number];

/** A format as a beginning, one piece for each entry, and an end: a long trail is never held as one text. */
export interface EntryFormat {
  /** Only in a file: at its very start. */
  readonly mark: string;
  readonly begin: string;
  readonly entry: (entry: AuditEntry, isFirst: boolean) => string;
  readonly end: string;
}

const columns = Object.keys(auditWords.columns) as AuditColumn[];

export const csvEntries = (separator: CsvSeparator): EntryFormat => ({
  mark: byteOrderMark,
  begin: csvHeader(
    columns.map((column) => auditWords.columns[column]),
    separator,
  ),
  entry: (entry) => {
    const cells = auditCells(entry);
    return csvLine(
      columns.map((column) => cells[column]),
      separator,
    );
  },
  end: '',
});

/** An entry with its records as they were written. */
export const entryAsJson = (entry: AuditEntry) =>
  entry.kind === 'operation'
    ? {
        kind: entry.kind,
        lines: entry.lines,
        begin: entry.begin,
        end: entry.end,
        says: auditCells(entry).text,
      }
    : { ...entry.line, says: auditCells(entry).result };

const json: EntryFormat = {
  mark: '',
  begin: '{"schema":1,"entries":[\n',
  entry: (entry, isFirst) => `${isFirst ? '' : ',\n'}${asciiJson(entryAsJson(entry))}`,
  end: '\n]}\n',
};

export const entryFormats: Readonly<Record<AuditFormat, EntryFormat>> = { csv: csvEntries(','), json };

/** Entries as a table for the clipboard. */
export const auditTable = (entries: readonly AuditEntry[]): Table => ({
  title: auditWords.title,
  notes: [],
  columns: columns.map((id) => ({ id, name: auditWords.columns[id] })),
  rows: entries.map((entry) => {
    const cells = auditCells(entry);
    return columns.map((column) => cells[column]);
  }),
});
