import * as v from 'valibot';

/** For how long something did not change, as far as it was seen. */
export const StillSchema = v.strictObject({
  /** When it was first seen so: by the wall clock, and by the session's monotonic one. */
  since: v.number(),
  sinceMs: v.number(),
  seenMs: v.number(),
  /** How much of that time it was looked at, in ms. */
  forMs: v.number(),
});
export type Still = v.InferOutput<typeof StillSchema>;

/** Longer between two looks, and the time between them does not count: the computer may have slept, or a person paused the looks. */
const longestGapMs = 60_000;

/** `beforeMs`: how long it was watched before this session began. */
export const firstSeen = (at: number, ms: number, beforeMs = 0): Still => ({
  since: at - beforeMs,
  sinceMs: ms - beforeMs,
  seenMs: ms,
  forMs: beforeMs,
});

export const seenAgain = (still: Still, ms: number): Still => {
  const gapMs = ms - still.seenMs;
  return { ...still, seenMs: ms, forMs: still.forMs + (gapMs <= longestGapMs ? gapMs : 0) };
};
