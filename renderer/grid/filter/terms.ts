import { longestFilter } from '#app/settings/settings.ts';
import type { ColumnId } from '#app/words/rows.ts';
import { fieldName } from './fields.ts';

const quotedValue = (value: string): string =>
  /^[\w.()/-]+$/.test(value) ? value : `"${value.replaceAll('"', '""')}"`;

/** A term for exactly this value of a column, null for the unknown; `isExcluded` hides it instead. */
export const termFor = (field: ColumnId, value: string | null, isExcluded: boolean): string =>
  `${isExcluded ? '-' : ''}${fieldName(field)}:${value === null ? 'none' : `=${quotedValue(value)}`}`;

/** The filter with a field's name corrected wherever it stands. */
export const withFieldNamed = (filter: string, field: string, name: string): string =>
  filter.replaceAll(`${field}:`, `${name}:`);

/** A filter with one more term. One that is there already is not put in twice, one that there is no room for not at all. */
export const withTerm = (filter: string, term: string): string => {
  const longer = [filter.trim(), term].filter(Boolean).join(' ');
  return ` ${filter} `.includes(` ${term} `) || longer.length > longestFilter ? filter : longer;
};
