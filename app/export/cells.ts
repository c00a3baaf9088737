/** What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"). */
const formulaStart = /^[=+\-@\t\r]/;

/** Text of others – names of documents, programs, devices – must not become a formula: an apostrophe stops that. */
export const harmless = (cell: string): string => (formulaStart.test(cell) ? `'${cell}` : cell);
