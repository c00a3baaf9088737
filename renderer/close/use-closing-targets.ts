import type { ChannelState, DeviceState } from '#app/session/state.ts';
import { confirmationWords } from '#app/words/confirmation.ts';
import type { ConfirmationWords } from '#app/words/confirmation.ts';
import { canAskToClose } from '../rows/row-state.ts';
import { useChannels, useDevices } from '../session/session-store.ts';

export interface ClosingTarget {
  readonly key: string;
  readonly channel: ChannelState;
  readonly words: ConfirmationWords;
}

export interface ClosingTargets {
  /** Still there, as main says now: what a yes would close. */
  readonly open: readonly ClosingTarget[];
  readonly leftCount: number;
  /** Names the jobs in progress that a yes would cut off; empty when there is none. */
  readonly jobs: readonly string[];
}

const targetOf = (channel: ChannelState | undefined, device: DeviceState | undefined): ClosingTarget[] =>
  channel === undefined || device === undefined || !canAskToClose(channel)
    ? []
    : [{ key: channel.key, channel, words: confirmationWords(channel, channel.hostSocket, device) }];

/** The chosen channels, live: while the confirmation is open a job may start and a channel may go. */
export const useClosingTargets = (keys: readonly string[]): ClosingTargets => {
  const channels = useChannels(keys);
  const devices = useDevices();
  const open = channels.flatMap((channel) =>
    targetOf(channel, channel === undefined ? undefined : devices[channel.deviceId]),
  );
  return {
    open,
    leftCount: keys.length - open.length,
    jobs: open.flatMap(({ words }) => (words.jobWarning === null ? [] : [words.jobWarning])),
  };
};
