import { sameData } from '../same-data.ts';
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

/** How much a change of a channel says: `look`: no more than `lookedAgain` does; `times`: only when all was seen last. */
export type News = 'look' | 'times' | 'news';

export const newsIn = (before: ChannelState | undefined, after: ChannelState | undefined): News => {
  if (before === undefined || after === undefined) return 'news';
  if (!sameData([before.phase, before.suspicion], [after.phase, after.suspicion])) return 'news';
  if (before.lastTeardown !== after.lastTeardown) return 'news';
  if (!sameData(before, after, times)) return 'news';
  return sameData(lookedAgain(before, after.lastSeenAt), after) ? 'look' : 'times';
};
