import { holderWords } from '#app/words/evidence.ts';
import { channelJobWords } from '#app/words/jobs.ts';
import { outcomeWords } from '#app/words/outcomes.ts';
import { channelWords } from '#app/words/status.ts';
import type { ChannelState } from '#app/session/state.ts';
import type { DeviceFacts } from '../../state/device-facts.ts';

/** A row of the last sample. The same object as in the sample before while nothing of it changed. */
export interface Row {
  readonly key: string;
  /** What it is sorted and filtered by; what it shows comes live from the session. */
  readonly channel: ChannelState;
  /** As it was in the sample, to show if it has left the session since. */
  readonly lastKnown: ChannelState;
  readonly device: DeviceFacts;
}

export const nameOfChannel = (channel: ChannelState): string =>
  channelWords(channel.facts.service.value, channel.hostSocket);

export const holderOf = ({ facts }: ChannelState): string | null =>
  facts.holder.value === null ? null : holderWords(facts.holder.value);

export const jobOf = ({ facts }: ChannelState): string | null => channelJobWords(facts);

export const outcomeOf = (channel: ChannelState): { label: string; sentence: string } | null =>
  channel.lastTeardown === null ? null : outcomeWords(channel.lastTeardown.outcome, nameOfChannel(channel));
