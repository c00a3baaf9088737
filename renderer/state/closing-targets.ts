import { nothingCutOff } from '#app/operations/confirmation.ts';
import { confirmedOf, expressYes } from '#app/operations/confirmed.ts';
import type { OperationRequest } from '#app/operations/operation.ts';
import { cutOffByClose } from '#app/remedy/cut-off.ts';
import type { CutOff } from '#app/remedy/cut-off.ts';
import type { ChannelState, DeviceState, SessionState } from '#app/session/state.ts';
import { confirmationWords } from '#app/words/confirmation.ts';
import type { ConfirmationWords } from '#app/words/confirmation.ts';
import { canAskToClose } from './row-state.ts';
import { useChannels, useDevices } from './session-store.ts';

/** One row as the dialog shows it: what a yes given now covers. */
export interface ClosingTarget {
  readonly channel: ChannelState;
  readonly device: DeviceState;
  readonly words: ConfirmationWords;
  readonly cutOff: CutOff;
}

export interface ClosingTargets {
  /** Still there, as main says now: what a yes would close. */
  readonly open: readonly ClosingTarget[];
  readonly leftCount: number;
}

export const closingTarget = (
  channel: ChannelState | undefined,
  devices: SessionState['devices'],
): ClosingTarget[] => {
  const device = channel === undefined ? undefined : devices[channel.deviceId];
  if (channel === undefined || device === undefined || !canAskToClose(channel)) return [];
  const { hostSocket } = channel;
  const words = confirmationWords(channel, hostSocket, device, devices);
  return [{ channel, device, words, cutOff: cutOffByClose(channel, hostSocket, device) }];
};

/** The chosen channels, live: while the confirmation is open a job may start and a channel may go. */
export const useClosingTargets = (keys: readonly string[]): ClosingTargets => {
  const channels = useChannels(keys);
  const devices = useDevices();
  const open = channels.flatMap((channel) => closingTarget(channel, devices));
  return { open, leftCount: keys.length - open.length };
};

/** Names the jobs that a yes would cut off: a tick is for these and for no other. Stays the same from page to page. */
export const jobsAtRisk = ({ open }: ClosingTargets): string =>
  open
    .filter(({ cutOff }) => cutOff.jobs.length > 0 || cutOff.unseen)
    .map(({ channel, cutOff }) => JSON.stringify([channel.key, expressYes(cutOff)]))
    .join('\n');

/** One request for each device, of the very rows that were shown. `isOverJob`: with the express yes over their jobs. */
export const closeRequests = (
  open: readonly ClosingTarget[],
  isOverJob: boolean,
): readonly OperationRequest[] => {
  const deviceIds = new Set(open.map(({ channel }) => channel.deviceId));
  return [...deviceIds].map((deviceId) => ({
    kind: 'close',
    deviceId,
    targets: open
      .filter(({ channel }) => channel.deviceId === deviceId)
      .map(({ channel, device, cutOff }) => ({
        hostSocket: channel.hostSocket,
        generation: channel.generation,
        confirmed: confirmedOf(channel, device, isOverJob ? expressYes(cutOff) : nothingCutOff),
      })),
  }));
};
