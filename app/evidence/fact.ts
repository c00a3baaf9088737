import * as v from 'valibot';
import { sourceNames } from './evidence.ts';

export const confidenceNames = ['confirmed', 'inferred', 'unknown'] as const;
export type Confidence = (typeof confidenceNames)[number];

/** One statement about a channel with how sure we are, from which source and as of when; value null is unknown. */
export const factOf = <S extends v.GenericSchema>(value: S) =>
  v.strictObject({
    value: v.nullable(value),
    confidence: v.picklist(confidenceNames),
    source: v.nullable(v.picklist(sourceNames)),
    at: v.nullable(v.number()),
    /** Order of arrival of the evidence that says so. */
    seq: v.optional(v.nullable(v.number())),
    /** When that evidence came, on the session's monotonic clock. */
    ms: v.optional(v.nullable(v.number())),
  });

export interface Fact<T> {
  readonly value: T | null;
  readonly confidence: Confidence;
  readonly source: (typeof sourceNames)[number] | null;
  readonly at: number | null;
  readonly seq?: number | null | undefined;
  readonly ms?: number | null | undefined;
}

export const unknownFact: Fact<never> = { value: null, confidence: 'unknown', source: null, at: null };
