import type { ChannelState } from './state.ts';

/** The driver gave its last answer again: only the times of that answer, and of what follows from it, are others. */
export const lookedAgain = (channel: ChannelState, at: number): ChannelState => {
  const { evidence, facts } = channel;
  const last = evidence.at(-1);
  return {
    ...channel,
    lastSeenAt: at,
    evidence: last === undefined ? evidence : [...evidence.slice(0, -1), { ...last, at }],
    facts: { ...facts, exists: { ...facts.exists, at } },
  };
};

const times: ReadonlySet<string> = new Set(['at', 'lastSeenAt']);
const nothing: ReadonlySet<string> = new Set();

/** Plain data with the same values, but for the keys that do not count. */
const sameData = (a: unknown, b: unknown, uncounted: ReadonlySet<string>): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => uncounted.has(key) || sameData(one[key], other[key], uncounted))
  );
};

/** How much a change of a channel says: `look`: no more than `lookedAgain` does; `times`: only when all was seen last. */
export type News = 'look' | 'times' | 'news';

export const newsIn = (before: ChannelState | undefined, after: ChannelState | undefined): News => {
  if (before === undefined || after === undefined) return 'news';
  if (!sameData([before.phase, before.suspicion], [after.phase, after.suspicion], nothing)) return 'news';
  if (before.lastTeardown !== after.lastTeardown) return 'news';
  if (!sameData(before, after, times)) return 'news';
  return sameData(lookedAgain(before, after.lastSeenAt), after, nothing) ? 'look' : 'times';
};
