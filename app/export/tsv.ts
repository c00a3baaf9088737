import { harmless } from './cells.ts';

/** A table for the clipboard: what a spreadsheet or a ticket takes as columns. */
export const tsvText = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, ...rows].map((cells) => `${cells.map(harmless).join('\t')}\r\n`).join('');
