import type { ChannelState } from '#app/session/state.ts';
import { outcomeWords } from '#app/words/outcomes.ts';
import { rowStates } from '#app/words/rows.ts';
import type { RowStateName } from '#app/words/rows.ts';
import { channelWords } from '#app/words/status.ts';

const goneState = (channel: ChannelState): RowStateName => {
  switch (channel.lastTeardown?.outcome.kind) {
    case 'freed':
      return 'freed';
    case 'already-gone':
      return 'already-gone';
    default:
      return 'gone';
  }
};

/** One word for a row, from what main and the evidence rules say; it decides nothing of its own. */
export const rowState = (channel: ChannelState): RowStateName => {
  if (channel.phase.kind === 'closing') return 'closing';
  if (channel.phase.kind === 'gone') return goneState(channel);
  if (channel.suspicion.level !== 'none') return channel.suspicion.level;
  if (channel.facts.exists.value === null) return 'unknown';
  return channel.facts.exists.value ? 'open' : 'maybe-gone';
};

/** Worst first. */
export const rowStateRank = (channel: ChannelState): number => rowStates.indexOf(rowState(channel));

export const isStruckThrough = (state: RowStateName): boolean =>
  state === 'freed' || state === 'already-gone' || state === 'gone';

/** A row that is neither gone nor being closed can be asked to close. */
export const canAskToClose = (channel: ChannelState): boolean => channel.phase.kind === 'seen';

export const nameOfChannel = (channel: ChannelState): string =>
  channelWords(channel.facts.service.value, channel.hostSocket);

export const outcomeOf = (channel: ChannelState): { label: string; sentence: string } | null =>
  channel.lastTeardown === null ? null : outcomeWords(channel.lastTeardown.outcome, nameOfChannel(channel));
