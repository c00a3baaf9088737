import { visible } from '../words/foreign-text.ts';

/** What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"). */
const formulaStart = /^[=+\-@]/;

/**
 * Text of others – names of documents, programs, devices – is one line that steers neither a terminal nor the text
 * around it, and no formula: an apostrophe stops that.
 */
export const harmless = (cell: string): string => {
  const shown = visible(cell);
  return formulaStart.test(shown) ? `'${shown}` : shown;
};
