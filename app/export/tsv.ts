import { harmless } from './cells.ts';

const oneLine = (cell: string): string => harmless(cell.replace(/[\t\r\n\u2028\u2029]+/g, ' '));

/** A table for the clipboard: what a spreadsheet or a ticket takes as columns. */
export const tsvText = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, ...rows].map((cells) => `${cells.map(oneLine).join('\t')}\r\n`).join('');
