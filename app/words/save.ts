/** Kinds of files, as the system's dialog names them. */
export const saveDialogWords: Readonly<Record<string, string>> = {
  csv: 'Table (CSV)',
  json: 'Data (JSON)',
  html: 'Web page (HTML)',
};
