import * as v from 'valibot';
import { scenarioFileWords as words } from '#app/words/scenarios.ts';

// The building blocks of a scenario's schema, each with the words for what is wrong.

export const otherThan =
  (wanted: string) =>
  ({ received }: v.BaseIssue<unknown>): string =>
    received === 'undefined' ? words.missing : words.not(wanted, received);

/** An object with these fields and no others. */
export const fields = <const E extends v.ObjectEntries>(entries: E) =>
  v.strictObject(entries, (issue) => {
    if (issue.expected === 'never') return words.unknownField(Object.keys(entries));
    return issue.expected === 'Object' ? words.not(words.object, issue.received) : words.missing;
  });

/** The same where a list would pass for it, or be said to lack a field. */
export const noList = <const E extends v.ObjectEntries>(entries: E) =>
  v.pipe(
    v.unknown(),
    v.check((input) => !Array.isArray(input), words.not(words.object, 'Array')),
    fields(entries),
  );

export const text = v.pipe(v.string(otherThan(words.text)), v.maxLength(1_000, words.tooLong(1_000)));
export const name = v.pipe(text, v.minLength(1, words.empty));
export const flag = v.boolean(otherThan(words.flag));

export const oneOf = <const T extends readonly string[]>(choices: T) =>
  v.picklist(choices, otherThan(words.oneOf(choices)));

export const number = (least: number, most: number) => {
  const range = words.range(least, most);
  return v.pipe(
    v.number(otherThan(words.number)),
    v.check((value) => value >= least && value <= most, range),
  );
};

export const wholeNumber = (least: number, most: number) =>
  v.pipe(number(least, most), v.integer(words.wholeNumber));

export const list = <const S extends v.GenericSchema>(item: S) => v.array(item, otherThan(words.list));

/** Half a year: longer than anybody looks at a simulated printer. */
const longestMs = 183 * 24 * 3_600_000;
export const ms = number(0, longestMs);
export const wallClockMs = wholeNumber(-1e12, 1e12);
