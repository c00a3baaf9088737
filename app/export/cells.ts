import { visible } from '../words/foreign-text.ts';

/**
 * What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), also behind blanks and separators:
 * it may trim the ones and split at the others.
 */
const formulaStart = /^[\s\p{Z}\p{Default_Ignorable_Code_Point},;|]*[=+\-@\uff0b\uff0d\uff1d\uff20]/u;
const plainNumber = /^-?\d+(\.\d+)?$/;

export const isNumber = (cell: string): boolean => plainNumber.test(cell);

/**
 * Text of others – names of documents, programs, devices – is one line that steers neither a terminal nor the text
 * around it, and no formula: an apostrophe stops that. A number stays one.
 */
export const harmless = (cell: string): string => {
  const shown = visible(cell);
  return formulaStart.test(cell) && !isNumber(cell) ? `'${shown}` : shown;
};
