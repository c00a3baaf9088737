import type { Fault } from '#app/faults/fault.ts';
import type { CloseTarget } from '#app/ipc/contract.ts';
import type { WindowApi } from '#app/ipc/derive.ts';
import type { Result } from '#app/result.ts';
import type { ChannelState } from '#app/session/state.ts';
import { closePlan } from '../scope/closing.ts';
import type { ClosePlan } from '../scope/closing.ts';
import { devicesInScope } from '../scope/devices.ts';
import { scanPlan } from '../scope/scan.ts';
import { sessionNow } from '../session/session-store.ts';
import { viewEvents, viewNow } from '../view/view-store.ts';

/** Main's refusal of a whole command is shown; being cancelled is what the person wanted. */
const showFault = (answer: Result<unknown, Fault>): void => {
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

export const scan = async (api: WindowApi): Promise<void> => {
  const { startOn } = scanPlan(devicesInScope(sessionNow()?.devices ?? {}, viewNow().deviceId));
  await Promise.all(
    startOn.map(async (deviceId) => showUnstarted(await api.device.scan({ deviceId }), deviceId)),
  );
};

export const cancelScan = async (api: WindowApi): Promise<void> => {
  const { running } = scanPlan(devicesInScope(sessionNow()?.devices ?? {}, viewNow().deviceId));
  for (const answer of await Promise.all(running.map((deviceId) => api.device.cancelScan({ deviceId })))) {
    showFault(answer);
  }
};

/** What closing the selected channels would ask about, in the order of the rows. */
const selectionPlan = (): ClosePlan => {
  const { cursor, order } = viewNow();
  const state = sessionNow();
  const selected = order.filter((key) => cursor.selected.has(key)).map((key) => state?.channels[key]);
  return closePlan(
    selected.filter((channel) => channel !== undefined),
    state?.devices ?? {},
  );
};

/** The selected channels that can be asked to close, in the order of the rows. */
export const closableSelection = (): readonly string[] => selectionPlan().keys;

/** Asks, or says why this driver does not allow it. */
export const askToClose = (): void => {
  const { keys, refusedBy } = selectionPlan();
  if (keys.length > 0) viewEvents.userAskedToClose(keys);
  else if (refusedBy.length > 0) {
    const fault = { kind: 'profile-forbids', feature: 'foreign-destroy', because: 'driver-refuses' } as const;
    viewEvents.commandRefused(Date.now(), fault);
  }
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
