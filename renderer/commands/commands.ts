import type { Fault } from '#app/faults/fault.ts';
import type { CloseTarget } from '#app/ipc/contract.ts';
import type { WindowApi } from '#app/ipc/derive.ts';
import type { Result } from '#app/result.ts';
import type { ChannelState } from '#app/session/state.ts';
import { canAskToClose } from '../rows/row-state.ts';
import { devicesInScope } from '../scope/devices.ts';
import { notOffered } from '#app/words/commands.ts';
import { scanPlan } from '../scope/scan.ts';
import type { ScanPlan } from '../scope/scan.ts';
import { sessionNow } from '../session/session-store.ts';
import { viewEvents, viewNow } from '../view/view-store.ts';

/** Main's refusal of a whole command is shown; being cancelled is what the person wanted. */
export const showFault = (answer: Result<unknown, Fault>): void => {
  if (!answer.ok && answer.fault.kind !== 'cancelled') viewEvents.commandRefused(Date.now(), answer.fault);
};

export const refresh = async (api: WindowApi): Promise<void> => {
  if (sessionNow() === null) viewEvents.userAskedToReconnect();
  else showFault(await api.session.refresh());
};

/** A scan's own failure is on its device, where main put it: only what never became a scan is shown here. */
const showUnstarted = (answer: Result<unknown, Fault>, deviceId: string): void => {
  if (sessionNow()?.devices[deviceId]?.scan.kind !== 'failed') showFault(answer);
};

/** What *Scan sockets* would do now on the chosen device, or on all. */
export const scanPlanNow = (): ScanPlan =>
  scanPlan(devicesInScope(sessionNow()?.devices ?? {}, viewNow().deviceId));

export const scan = async (api: WindowApi): Promise<void> => {
  const { startOn } = scanPlanNow();
  await Promise.all(
    startOn.map(async (deviceId) => showUnstarted(await api.device.scan({ deviceId }), deviceId)),
  );
};

export const cancelScan = async (api: WindowApi): Promise<void> => {
  const { running } = scanPlanNow();
  for (const answer of await Promise.all(running.map((deviceId) => api.device.cancelScan({ deviceId })))) {
    showFault(answer);
  }
};

/** The selected channels that can be asked to close, in the order of the rows. */
export const closableSelection = (): string[] => {
  const { cursor, order } = viewNow();
  const channels = sessionNow()?.channels ?? {};
  return order.filter((key) => {
    const channel = channels[key];
    return channel !== undefined && cursor.selected.has(key) && canAskToClose(channel);
  });
};

export const whyNothingToClose = (): string | null => {
  const { selected } = viewNow().cursor;
  const channels = sessionNow()?.channels ?? {};
  if (selected.size === 0) return notOffered.nothingSelected;
  for (const key of selected) {
    const channel = channels[key];
    if (channel !== undefined && canAskToClose(channel)) return null;
  }
  return notOffered.noneLeftToClose;
};

export const askToClose = (): void => {
  const keys = closableSelection();
  if (keys.length > 0) viewEvents.userAskedToClose(keys);
};

export const close = async (
  api: WindowApi,
  channels: readonly ChannelState[],
  overJob: boolean,
): Promise<void> => {
  const targets = channels.map(({ deviceId, hostSocket, generation }): CloseTarget => ({
    deviceId,
    hostSocket,
    generation,
  }));
  showFault(await api.channel.close({ targets, overJob }));
};
