import { fold } from '#app/fold.ts';
import { aliasesOf } from '#app/verdict/complaints.ts';
import { columnIds } from '#app/words/rows.ts';
import type { ColumnId } from '#app/words/rows.ts';
import { columnFacts, columnKind } from '../../state/column-facts.ts';
import type { Subject } from '../../state/column-facts.ts';
import { dateAndTimeOf } from '../../ui/times.ts';
import type { Comparison, Query, Term, Test } from './query.ts';

/** Where words are not looked for: sentences that say the same of many rows, and times. */
const notSearched: ReadonlySet<ColumnId> = new Set([
  'why',
  'how',
  'driver',
  'ntstatus',
  'pages',
  'age',
  'look',
  'first',
]);
const searched = columnIds.filter((id) => !notSearched.has(id));

const textOf = (id: ColumnId, value: string | number): string =>
  fold(columnKind(id) === 'time' && typeof value === 'number' ? dateAndTimeOf(value) : String(value));

/** The same, with the other words that people look for it by. */
const searchedText = (id: ColumnId, value: string | number): string => {
  const aliases = id === 'service' ? aliasesOf(String(value)) : [];
  return [textOf(id, value), ...aliases].join('\n');
};

const texts = new WeakMap<Subject, string>();

/** Rows are the same objects while nothing of them changes, so their text is made once. */
const wholeText = (subject: Subject): string => {
  const kept = texts.get(subject);
  if (kept !== undefined) return kept;
  const text = searched
    .map((id) => ({ id, value: columnFacts[id](subject).value }))
    .map(({ id, value }) => (value === null ? '' : searchedText(id, value)))
    .join('\n');
  texts.set(subject, text);
  return text;
};

const holds = (value: number, by: Comparison, to: number): boolean => {
  switch (by) {
    case '>':
      return value > to;
    case '>=':
      return value >= to;
    case '<':
      return value < to;
    case '<=':
      return value <= to;
    case '=':
      return value === to;
  }
};

const passes = (test: Test, id: ColumnId, subject: Subject, now: number): boolean => {
  const { value, confidence } = columnFacts[id](subject);
  switch (test.kind) {
    case 'unknown':
      return value === null;
    case 'inferred':
      return value !== null && confidence === 'inferred';
    case 'contains':
      return value !== null && searchedText(id, value).includes(test.text);
    case 'is':
      return value !== null && textOf(id, value) === test.text;
    case 'compares':
      if (typeof value !== 'number') return false;
      return holds(columnKind(id) === 'ago' ? now - value : value, test.by, test.to);
  }
};

const hasTerm = ({ field, tests, isExcluded }: Term, subject: Subject, now: number): boolean => {
  const found = tests.some((test) =>
    field === null
      ? test.kind === 'contains' && wholeText(subject).includes(test.text)
      : passes(test, field, subject, now),
  );
  return found !== isExcluded;
};

export const matches = ({ terms }: Query, subject: Subject, now: number): boolean =>
  terms.every((term) => hasTerm(term, subject, now));

/** Whether a row may begin or cease to match by the mere passing of time. */
export const dependsOnTime = ({ terms }: Query): boolean =>
  terms.some(({ field }) => field !== null && columnKind(field) === 'ago');
