export const tableFormats = ['csv', 'json', 'html'] as const;
export type TableFormat = (typeof tableFormats)[number];

/** A table as it is shown, with what must stand with it. */
export interface Table {
  readonly title: string;
  /** Sentences above it: when, where, and that it is simulated if it is. */
  readonly notes: readonly string[];
  readonly columns: readonly { readonly id: string; readonly name: string }[];
  readonly rows: readonly (readonly string[])[];
}
