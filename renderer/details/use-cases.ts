import type { ChannelState } from '#app/session/state.ts';
import { casesOfChannels } from '#app/ticket/cases.ts';
import type { Case } from '#app/ticket/cases.ts';
import { useChannels, useDevices, useOperations } from '../state/session-store.ts';

/** These channels with all that was done to them, whether their rows are still there or not. */
export const useCases = (keys: readonly string[], lastKnown: ChannelState | null = null): readonly Case[] => {
  const devices = useDevices();
  const operations = useOperations();
  const channels = useChannels(keys);
  const byKey = new Map(
    channels.flatMap((channel) => (channel === undefined ? [] : [[channel.key, channel]])),
  );
  return casesOfChannels(
    { devices, operations },
    keys,
    (key) => byKey.get(key) ?? (lastKnown?.key === key ? lastKnown : undefined),
  );
};
