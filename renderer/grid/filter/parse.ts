import { fold } from '#app/fold.ts';
import type { ColumnId } from '#app/words/rows.ts';
import { columnKind } from '../../state/column-facts.ts';
import { fieldLike, fieldName, fieldNamed } from './fields.ts';
import { everything } from './query.ts';
import type { Comparison, Problem, Query, Term, Test } from './query.ts';

/** A value in quotes may hold anything; a quote in it is doubled. */
const quoted = '"(?:[^"]|"")*"?';
const tokens = new RegExp(`(?:${quoted}|[^\\s"])+`, 'g');
const values = new RegExp(`(?:${quoted}|[^,"])+`, 'g');

const unquoted = (text: string): string =>
  text.replace(new RegExp(quoted, 'g'), (part) => part.replace(/^"|"$/g, '').replace(/""/g, '"'));

const contains = (text: string): Test => ({ kind: 'contains', text: fold(text) });

const isSign = (text: string, sign: string): boolean => text.toLowerCase() === sign;

const unitMs: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** "10m", "90 s", "2h", "1.5d" in ms; null when it is none. */
const durationMs = (text: string): number | null => {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text.trim()) ?? [];
  const factor = unitMs[unit.toLowerCase()];
  return number === undefined || factor === undefined ? null : Number(number) * factor;
};

/** What a number or a length of time is compared with; a bare number is that number, a bare time at least that long. */
const compared = (field: ColumnId, by: Comparison | undefined, text: string): Test | Problem => {
  const isTime = columnKind(field) === 'ago';
  const to = isTime ? durationMs(text) : /^\d+$/.test(text) ? Number(text) : null;
  if (to !== null) return { kind: 'compares', by: by ?? (isTime ? '>=' : '='), to };
  return { kind: isTime ? 'not-a-duration' : 'not-a-number', field: fieldName(field), text };
};

const testOf = (field: ColumnId, value: string): Test | Problem => {
  const [, sign, rest = ''] = /^(>=|<=|>|<|=)?(.*)$/s.exec(value) ?? [];
  const text = unquoted(rest);
  if (text === '') return { kind: 'no-value', field: fieldName(field) };
  if (sign === undefined && (isSign(rest, 'none') || rest === '–')) return { kind: 'unknown' };
  if (sign === undefined && rest === '?') return { kind: 'inferred' };
  const kind = columnKind(field);
  if (kind === 'number' || kind === 'ago') return compared(field, sign as Comparison | undefined, text);
  if (sign === '=') return { kind: 'is', text: fold(text) };
  return sign === undefined
    ? contains(text)
    : { kind: 'not-a-number', field: fieldName(field), text: `${sign}${text}` };
};

const isProblem = (test: Test | Problem): test is Problem => 'field' in test;

interface Understood {
  readonly term: Term | null;
  readonly problems: readonly Problem[];
}

/** What is not understood is looked for as it was typed, and said; a field without a value yet asks for nothing. */
const termOf = (token: string): Understood => {
  const [, minus, name, rest = ''] = /^(-?)(?:([a-z]+):)?(.*)$/is.exec(token) ?? [];
  const isExcluded = minus === '-';
  const asText = (problem: Problem): Understood => ({
    term: { isExcluded, field: null, tests: [contains(unquoted(token.slice(isExcluded ? 1 : 0)))] },
    problems: [problem],
  });
  if (name === undefined) {
    const text = unquoted(rest);
    return { term: text === '' ? null : { isExcluded, field: null, tests: [contains(text)] }, problems: [] };
  }
  const field = fieldNamed(name);
  if (field === null) return asText({ kind: 'unknown-field', field: name, suggestion: fieldLike(name) });
  const tests = (rest.match(values) ?? ['']).map((value) => testOf(field, value));
  const problem = tests.find(isProblem);
  if (problem === undefined) {
    return { term: { isExcluded, field, tests: tests.filter((test) => !isProblem(test)) }, problems: [] };
  }
  return problem.kind === 'no-value' ? { term: null, problems: [problem] } : asText(problem);
};

/** `service:scan state:stuck,suspect -holder:spooler age:>10m "two words"`; every text means something. */
export const parseFilter = (text: string): Query => {
  const understood = (text.match(tokens) ?? []).map(termOf);
  return {
    terms: understood.flatMap(({ term }) => (term === null ? [] : [term])),
    problems: understood.flatMap(({ problems }) => problems),
  };
};

let [lastText, lastQuery] = ['', everything];

/** The same object for the same text, so that what depends on it has nothing to do. */
export const parsedFilter = (text: string): Query => {
  if (text !== lastText) [lastText, lastQuery] = [text, parseFilter(text)];
  return lastQuery;
};
