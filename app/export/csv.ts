import { harmless } from './cells.ts';

/** Excel reads a file as UTF-8 only after this mark; a program that reads our output takes it for text. */
export const byteOrderMark = '\uFEFF';

const quoted = (cell: string): string => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** One record as in RFC 4180, with its line end. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => quoted(harmless(cell))).join(',')}\r\n`;

/** A whole file. */
export const csvText = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  byteOrderMark + [header, ...rows].map(csvLine).join('');
