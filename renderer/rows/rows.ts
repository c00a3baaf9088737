import { holderWords, jobWords } from '#app/words/evidence.ts';
import { outcomeWords } from '#app/words/outcomes.ts';
import { channelWords } from '#app/words/status.ts';
import { rowStateWords } from '#app/words/window.ts';
import type { ChannelState } from '#app/session/state.ts';
import { rowState } from './row-state.ts';
import type { Sample } from './sampler.ts';

/** A row of the last sample. */
export interface Row {
  readonly key: string;
  /** What it is sorted and filtered by; what it shows comes live from the session. */
  readonly channel: ChannelState;
  /** As it was in the sample, to show if it has left the session since. */
  readonly lastKnown: ChannelState;
  readonly deviceName: string;
}

export const nameOfChannel = (channel: ChannelState): string =>
  channelWords(channel.facts.service.value, channel.hostSocket);

export const holderOf = ({ facts }: ChannelState): string | null =>
  facts.holder.value === null ? null : holderWords(facts.holder.value);

export const jobOf = ({ facts }: ChannelState): string | null =>
  facts.job.value === null ? null : jobWords(facts.job.value);

export const lastLookOf = (channel: ChannelState): number => channel.facts.exists.at ?? channel.lastSeenAt;

export const outcomeOf = (channel: ChannelState): { label: string; sentence: string } | null =>
  channel.lastTeardown === null ? null : outcomeWords(channel.lastTeardown.outcome, nameOfChannel(channel));

const byPlace = (a: Row, b: Row): number =>
  a.deviceName.localeCompare(b.deviceName) ||
  a.channel.deviceId.localeCompare(b.channel.deviceId) ||
  a.channel.hostSocket - b.channel.hostSocket ||
  a.channel.generation - b.channel.generation;

/** The channels of a device, or of all, in the order of their sockets: what every other sort falls back to. */
export const rowsOf = ({ state, places }: Sample, deviceId: string | null): Row[] =>
  Object.values(state.channels)
    .filter((channel) => deviceId === null || channel.deviceId === deviceId)
    .map((channel) => ({
      key: channel.key,
      channel: places[channel.key] ?? channel,
      lastKnown: channel,
      deviceName: state.devices[channel.deviceId]?.device.name ?? channel.deviceId,
    }))
    .sort(byPlace);

const textOf = ({ channel, deviceName }: Row): string =>
  [
    rowStateWords[rowState(channel)],
    channel.facts.service.value,
    String(channel.hostSocket),
    holderOf(channel),
    jobOf(channel),
    deviceName,
    outcomeOf(channel)?.label,
  ]
    .join(' ')
    .toLocaleLowerCase();

/** Rows that have every word of the filter somewhere. */
export const filterRows = (rows: Row[], filter: string): Row[] => {
  const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = textOf(row);
    return words.every((word) => text.includes(word));
  });
};
