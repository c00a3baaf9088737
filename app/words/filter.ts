/** What the filter says of text that it does not understand. */
export const filterWords = {
  unknownField: (field: string, suggestion: string | null): string =>
    suggestion === null
      ? `There is no column “${field}”; it is looked for as text.`
      : `There is no column “${field}”; it is looked for as text. Did you mean ${suggestion}:?`,
  noValue: (field: string): string => `What should ${field}: be? For example ${example(field)}.`,
  notANumber: (field: string, text: string): string =>
    `“${text}” cannot be compared in ${field}; it is looked for as text.`,
  notADuration: (field: string, text: string): string =>
    `“${text}” is no length of time (30s, 10m, 2h, 1d); it is looked for as text. For example ${field}:>10m.`,
  use: (field: string): string => `Use ${field}:`,
  hint: 'Words anywhere, or column:value. service:scan state:stuck,suspect -program:spooler since:>10m host:4 "two words"; program:none is unknown, service:? inferred.',
} as const;

const examples: Readonly<Record<string, string>> = {
  state: 'state:stuck',
  service: 'service:scan',
  host: 'host:4',
  holder: 'program:spooler, or program:none',
  age: 'age:>10m',
  look: 'look:<1m',
};

const example = (field: string): string => examples[field] ?? `${field}:text, or ${field}:none`;
