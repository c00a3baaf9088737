import { harmless, isNumber } from './cells.ts';

/** Excel reads a file as UTF-8 only after this mark; a program that reads our output takes it for text. */
export const byteOrderMark = '\uFEFF';

/** Between cells. Excel takes the semicolon where the comma is the sign of decimals. */
export const csvSeparators = { comma: ',', semicolon: ';', tab: '\t' } as const;
export type CsvSeparator = (typeof csvSeparators)[keyof typeof csvSeparators];

const written = (cell: string): string =>
  cell === '' || isNumber(cell) ? cell : `"${cell.replaceAll('"', '""')}"`;

/** One record as in RFC 4180, with its line end. Every text is in quotes. */
export const csvLine = (cells: readonly string[], separator: CsvSeparator = ','): string =>
  `${cells.map((cell) => written(harmless(cell))).join(separator)}\r\n`;

/** The names of the columns are our own: in quotes only where a separator or a line end wants them. */
export const csvHeader = (names: readonly string[], separator: CsvSeparator = ','): string =>
  `${names.map((name) => (/[",;\t\r\n]/.test(name) ? written(harmless(name)) : harmless(name))).join(separator)}\r\n`;

/** A whole file. */
export const csvText = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  byteOrderMark + csvHeader(header) + rows.map((row) => csvLine(row)).join('');
