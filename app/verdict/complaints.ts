/** What a person says does not work. */
export const complaints = ['scan', 'print', 'fax', 'unknown'] as const;
export type Complaint = (typeof complaints)[number];

/** What a printer does for a person. */
export type PrinterFunction = Exclude<Complaint, 'unknown'>;
export const printerFunctions = ['scan', 'print', 'fax'] as const satisfies readonly PrinterFunction[];

/** The one table from what people say to the services that carry it. */
const table: Readonly<
  Record<PrinterFunction, { readonly services: readonly string[]; readonly aliases: readonly string[] }>
> = {
  scan: { services: ['HP-SCAN'], aliases: ['scan', 'scanner', 'scanning'] },
  print: { services: ['PRINT'], aliases: ['print', 'printer', 'printing'] },
  fax: { services: ['HP-FAX-SEND', 'HP-FAX-RECEIVE'], aliases: ['fax', 'faxing'] },
};

/** What a service is for; null: for something else, or it is not known. */
export const functionOf = (service: string | null): PrinterFunction | null =>
  printerFunctions.find((name) => service !== null && table[name].services.includes(service)) ?? null;

/** The words by which people mean a service. */
export const aliasesOf = (service: string): readonly string[] => {
  const use = functionOf(service);
  return use === null ? [] : table[use].aliases;
};

/** What a person means by a word; null: it is none of theirs. */
export const functionNamed = (word: string): PrinterFunction | null =>
  printerFunctions.find((name) => table[name].aliases.includes(word.toLowerCase())) ?? null;

/** How a service stands to a complaint; `near`: it is neither this nor another thing that people complain of. */
export const relationOf = (complaint: Complaint, service: string | null): 'same' | 'near' | 'other' => {
  const own = functionOf(service);
  if (complaint === 'unknown' || own === complaint) return 'same';
  return own === null ? 'near' : 'other';
};
