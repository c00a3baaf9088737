import type { ColumnId } from '#app/words/rows.ts';

export type Comparison = '>' | '>=' | '<' | '<=' | '=';

/** What one value of a term asks of a column; durations are in ms. */
export type Test =
  | { readonly kind: 'contains'; readonly text: string }
  | { readonly kind: 'is'; readonly text: string }
  | { readonly kind: 'compares'; readonly by: Comparison; readonly to: number }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'inferred' };

/** `field:one,other`: any of its tests; a word has no field and looks everywhere. */
export interface Term {
  readonly isExcluded: boolean;
  readonly field: ColumnId | null;
  readonly tests: readonly Test[];
}

/** What was typed and not understood. */
export type Problem =
  | { readonly kind: 'unknown-field'; readonly field: string; readonly suggestion: string | null }
  | { readonly kind: 'no-value'; readonly field: string }
  | { readonly kind: 'not-a-number'; readonly field: string; readonly text: string }
  | { readonly kind: 'not-a-duration'; readonly field: string; readonly text: string };

/** Rows match when they match every term. */
export interface Query {
  readonly terms: readonly Term[];
  readonly problems: readonly Problem[];
}

export const everything: Query = { terms: [], problems: [] };
