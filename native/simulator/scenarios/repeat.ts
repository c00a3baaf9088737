import * as v from 'valibot';
import { fail, ok, type Result } from '#app/result.ts';
import { scenarioFileWords as words } from '#app/words/scenarios.ts';
import { fields, otherThan, wholeNumber } from './fields.ts';
import { pathText, problemOf, type Problem } from './problem.ts';

// An object of a list may stand for many: { "repeat": { "n": { "from": 100, "count": 128 } }, "name": "VENDOR-{n}" }

/** Deeper than any field of a scenario. */
const deepest = 16;
const mostObjects = 100_000;

const RepeatSchema = v.record(
  v.pipe(v.string(), v.regex(/^[a-z]$/, words.counterName)),
  fields({
    from: v.optional(wholeNumber(-1_000_000, 1_000_000), 0),
    count: wholeNumber(0, mostObjects),
    step: v.optional(wholeNumber(-1_000, 1_000), 1),
  }),
  otherThan(words.object),
);
type Repeat = v.InferOutput<typeof RepeatSchema>;

type Counters = Readonly<Record<string, number>>;
type Keys = readonly (string | number)[];

/** "{n}" by itself is the number; inside a text it is its digits, "{n:3}" at least three of them. */
const filledIn = (text: string, counters: Counters): string | number => {
  const whole = /^\{([a-z])\}$/.exec(text)?.[1];
  if (whole !== undefined && counters[whole] !== undefined) return counters[whole];
  return text.replace(/\{([a-z])(?::(\d))?\}/g, (found, name: string, digits?: string) =>
    counters[name] === undefined ? found : String(counters[name]).padStart(Number(digits ?? 0), '0'),
  );
};

const everyCounting = (repeat: Repeat, outer: Counters): Counters[] => {
  let all: Counters[] = [outer];
  for (const [name, { from, count, step }] of Object.entries(repeat))
    all = all.flatMap((counters) =>
      Array.from({ length: count }, (_, index) => ({ ...counters, [name]: from + index * step })),
    );
  return all;
};

const copies = (repeat: Repeat): number =>
  Object.values(repeat).reduce((product, { count }) => product * count, 1);

const isRepeated = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'repeat');

class Expansion {
  problem: Problem | null = null;
  #objects = 0;

  expand(value: unknown, counters: Counters, keys: Keys): unknown {
    if (this.problem !== null || keys.length > deepest) return value;
    if (typeof value === 'string') return filledIn(value, counters);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value))
      return value.flatMap((item, index) => this.#item(item, counters, [...keys, index]));
    if (++this.#objects > mostObjects) this.#stop(keys, words.tooMany(mostObjects));
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, this.expand(inner, counters, [...keys, key])]),
    );
  }

  #item(item: unknown, counters: Counters, keys: Keys): readonly unknown[] {
    if (!isRepeated(item)) return [this.expand(item, counters, keys)];
    const { repeat, ...one } = item;
    const parsed = v.safeParse(RepeatSchema, repeat);
    if (!parsed.success) this.problem ??= problemOf(parsed.issues[0], [...keys, 'repeat']);
    else if (copies(parsed.output) > mostObjects) this.#stop(keys, words.tooMany(mostObjects));
    if (!parsed.success || this.problem !== null) return [];
    return everyCounting(parsed.output, counters).map((inner) => this.expand(one, inner, keys));
  }

  #stop(keys: Keys, reason: string): void {
    this.problem ??= { at: pathText(keys) || words.wholeFile, reason };
  }
}

/** The same data with every repeated object written out. */
export const expandRepeats = (value: unknown): Result<unknown, Problem> => {
  const expansion = new Expansion();
  const expanded = expansion.expand(value, {}, []);
  return expansion.problem === null ? ok(expanded) : fail(expansion.problem);
};
