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

/** `key` stays the same while its job goes on from page to page. */
export interface JobAtRisk {
  readonly key: string;
  readonly warning: string;
}

export interface ClosingTargets {
  /** Still there, as main says now: what a yes would close. */
  readonly open: readonly ClosingTarget[];
  readonly leftCount: number;
  /** The jobs in progress that a yes would cut off. */
  readonly jobs: readonly JobAtRisk[];
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
    jobs: open.flatMap(({ key, channel, words }) =>
      words.jobWarning === null
        ? []
        : [{ key: `${key} ${channel.facts.job.value?.id ?? ''}`, warning: words.jobWarning }],
    ),
  };
};
