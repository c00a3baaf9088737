import { exportWords } from '../words/export.ts';
import { asciiJson } from './ascii-json.ts';
import { harmless } from './cells.ts';
import { csvText } from './csv.ts';
import { htmlText } from './html.ts';
import type { Table, TableFormat } from './table.ts';

const jsonText = ({ title, notes, columns, rows }: Table): string => {
  const objects = rows.map((cells) =>
    Object.fromEntries(columns.map(({ id }, index) => [id, cells[index] ?? ''])),
  );
  return `${asciiJson({ schema: 1, title, notes, rows: objects }, 2)}\n`;
};

const header = ({ columns }: Table): string[] => columns.map(({ name }) => name);

/** In CSV the notes are a last column: a line before the header would be taken for it. */
const csv = (table: Table): string => {
  const notes = table.notes.join(' ');
  return csvText(
    [...header(table), exportWords.note],
    table.rows.map((row) => [...row, notes]),
  );
};

const formats: Readonly<Record<TableFormat, (table: Table) => string>> = {
  csv,
  json: jsonText,
  html: htmlText,
};

export const formatTable = (table: Table, format: TableFormat): string => formats[format](table);

/** For the clipboard: what a spreadsheet or a ticket takes as columns. */
export const tableAsTsv = (table: Table): string =>
  [header(table), ...table.rows].map((cells) => `${cells.map(harmless).join('\t')}\r\n`).join('');
