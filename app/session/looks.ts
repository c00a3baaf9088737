import * as v from 'valibot';
import type { Sight } from '../evidence/evidence.ts';
import { sameData } from '../same-data.ts';
import type { ChannelState, DeviceState, SessionState } from './state.ts';

/** When an answer came: by the wall clock, by the session's monotonic one, and its place in the order of all that came. */
export const LookTimeSchema = v.strictObject({ at: v.number(), ms: v.number(), seq: v.number() });
export type LookTime = v.InferOutput<typeof LookTimeSchema>;

/** The driver gave its last answer again: only the times of that answer, and of what follows from it, are others. */
export const lookedAgain = (channel: ChannelState, { at, ms, seq }: LookTime): ChannelState => {
  const { evidence, facts } = channel;
  const last = evidence.at(-1);
  return {
    ...channel,
    lastSeenAt: at,
    lastSeenMs: ms,
    evidence: last === undefined ? evidence : [...evidence.slice(0, -1), { ...last, at, seq, ms }],
    facts: { ...facts, exists: { ...facts.exists, at, seq, ms } },
  };
};

/** Times, and how long something has been as it is: they go on while nothing changes. */
const times: ReadonlySet<string> = new Set([
  'at',
  'seq',
  'ms',
  'lastSeenAt',
  'lastSeenMs',
  'seenMs',
  'forMs',
]);

/** What a program that has a device open counts, and since when it rests: it goes on second by second. */
const counters: ReadonlySet<string> = new Set([...times, 'processorMs', 'operations', 'since', 'sinceMs']);

/**
 * The devices of now, where each that says the same but for times and counters is as it was; all of them as they were, if
 * none says more. What follows from them for a channel is news of the channel.
 */
export const newsOfDevices = (
  before: SessionState['devices'],
  after: SessionState['devices'],
): SessionState['devices'] => {
  const news: SessionState['devices'] = {};
  let isNone = Object.keys(before).every((id) => Object.hasOwn(after, id));
  for (const [id, device] of Object.entries(after)) {
    const told = before[id];
    const isSame = told !== undefined && sameData(told, device, counters);
    news[id] = isSame ? told : device;
    isNone &&= isSame;
  }
  return isNone ? before : news;
};

/** How much a change of a channel says: `look`: no more than `lookedAgain` does; `times`: only when all was seen last. */
export type News = 'look' | 'times' | 'news';

/** When the last answer of a channel came. */
export const lookTimeOf = ({ lastSeenAt, lastSeenMs, evidence }: ChannelState): LookTime => ({
  at: lastSeenAt,
  ms: lastSeenMs,
  seq: evidence.at(-1)?.seq ?? 0,
});

export const newsIn = (before: ChannelState | undefined, after: ChannelState | undefined): News => {
  if (before === undefined || after === undefined) return 'news';
  if (!sameData([before.phase, before.suspicion], [after.phase, after.suspicion])) return 'news';
  if (before.lastTeardown !== after.lastTeardown) return 'news';
  if (!sameData(before, after, times)) return 'news';
  return sameData(lookedAgain(before, lookTimeOf(after)), after) ? 'look' : 'times';
};

/** What differs between two looks while nothing changes. */
const lookTimes: ReadonlySet<string> = new Set(['at', 'stoodMs']);
const lookTimesAndUse: ReadonlySet<string> = new Set([...lookTimes, 'processorMs', 'operations']);

/**
 * Whether two looks at a device show the same. A program that was working when the session was last told about it may use
 * more processor time; one that was at rest may not.
 */
export const showsSame = (told: Sight, seen: Sight, { evidence }: DeviceState): boolean => {
  const atWork = evidence.flatMap((piece) =>
    piece.kind === 'process-use' && piece.idle?.forMs === 0 ? [piece.pid] : [],
  );
  return (
    told.observations.length === seen.observations.length &&
    sameData(told.sources, seen.sources, lookTimes) &&
    seen.observations.every((one, index) => {
      const { evidence: piece } = one;
      const goesOn = piece.kind === 'process-use' && atWork.includes(piece.pid);
      return sameData(told.observations[index], one, goesOn ? lookTimesAndUse : lookTimes);
    })
  );
};
