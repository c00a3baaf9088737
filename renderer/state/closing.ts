import type { ChannelState, DeviceState } from '#app/session/state.ts';
import { jobAtRisk } from '#app/teardown/job-at-risk.ts';
import { foreignDestroyOf } from '#app/teardown/permissions.ts';
import { commandWords, notOffered } from '#app/words/commands.ts';
import { deviceName } from '#app/words/printer-names.ts';
import { closeForbiddenWords } from '#app/words/window.ts';
import { canAskToClose } from './row-state.ts';

/** What *Close channel…* would ask about. */
export interface ClosePlan {
  readonly keys: readonly string[];
  /** Names of devices whose driver lets nobody destroy the sockets of others: their channels are left out. */
  readonly refusedBy: readonly string[];
  /** Why there is nothing to ask, or what is left out; a hint otherwise. */
  readonly reason: string;
}

/** By the state of each selected channel and by the profile of its device. */
export const closePlan = (
  selected: readonly ChannelState[],
  devices: Readonly<Record<string, DeviceState>>,
): ClosePlan => {
  const refuses = ({ deviceId }: ChannelState): boolean => {
    const device = devices[deviceId];
    return device !== undefined && foreignDestroyOf(device.profile) === 'refused';
  };
  const there = selected.filter(canAskToClose);
  const keys = there.filter((channel) => !refuses(channel)).map(({ key }) => key);
  const names = there.filter(refuses).map(({ deviceId }) => deviceName(deviceId, devices));
  const refusedBy = [...new Set(names)];
  const refusal = refusedBy.length === 0 ? null : closeForbiddenWords(refusedBy);
  const nothing = selected.length === 0 ? notOffered.nothingSelected : notOffered.noneLeftToClose;
  return {
    keys,
    refusedBy,
    reason:
      keys.length === 0 ? (refusal ?? nothing) : [commandWords.close.hint, refusal].filter(Boolean).join(' '),
  };
};

/** Whether closing these needs no question, once it was said not to ask again: they are stuck, and no job is at risk. */
export const mayCloseUnasked = (
  channels: readonly ChannelState[],
  devices: Readonly<Record<string, DeviceState>>,
): boolean =>
  channels.every(({ facts, hostSocket, deviceId, suspicion }) => {
    const device = devices[deviceId];
    return (
      device !== undefined && suspicion.level === 'stuck' && jobAtRisk(facts, hostSocket, device) === 'none'
    );
  });
