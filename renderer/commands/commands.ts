import type { Fault } from '#app/faults/fault.ts';
import type { CloseTarget } from '#app/ipc/contract.ts';
import type { WindowApi } from '#app/ipc/derive.ts';
import type { Result } from '#app/result.ts';
import type { ChannelState, Updates } from '#app/session/state.ts';
import { defaultSettings } from '#app/settings/settings.ts';
import { closePlan, mayCloseUnasked } from '../scope/closing.ts';
import type { ClosePlan } from '../scope/closing.ts';
import { devicesInScope } from '../scope/devices.ts';
import { scanPlan } from '../scope/scan.ts';
import type { ScanPlan } from '../scope/scan.ts';
import { sessionNow } from '../session/session-store.ts';
import { settingsNow } from '../settings/settings-store.ts';
import { showFault } from './show-fault.ts';
import { viewEvents, viewNow } from '../view/view-store.ts';
import { channelIn } from '../session/shelves.ts';

export const refresh = async (api: WindowApi): Promise<void> => {
  if (sessionNow() === null) viewEvents.userAskedToReconnect();
  else showFault(await api.session.refresh());
};

export const updatesNow = (): Updates =>
  sessionNow()?.updates ?? { rateMs: defaultSettings.rateMs, isPaused: false };

export const setUpdates = async (api: WindowApi, change: Partial<Updates>): Promise<void> =>
  showFault(await api.session.setUpdates({ ...updatesNow(), ...change }));

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

/** What closing the selected channels would ask about, in the order of the rows. */
const selectionPlan = (): ClosePlan => {
  const { cursor, order } = viewNow();
  const state = sessionNow();
  const selected = order
    .filter((key) => cursor.selected.has(key))
    .map((key) => (state === null ? undefined : channelIn(state, key)));
  return closePlan(
    selected.filter((channel) => channel !== undefined),
    state?.devices ?? {},
  );
};

/** Why there is nothing to ask about; the first channel that can be closed is enough. */
export const whyNothingToClose = (): string | null => {
  const state = sessionNow();
  const channels = [...viewNow().cursor.selected]
    .map((key) => (state === null ? undefined : channelIn(state, key)))
    .filter((channel) => channel !== undefined);
  const devices = state?.devices ?? {};
  return channels.some((channel) => closePlan([channel], devices).keys.length > 0)
    ? null
    : closePlan(channels, devices).reason;
};

/** The driver's refusal, where that is why there is nothing to ask about. */
export const refusalToClose = (): Fault | null => {
  const { keys, refusedBy } = selectionPlan();
  return keys.length === 0 && refusedBy.length > 0
    ? { kind: 'profile-forbids', feature: 'foreign-destroy', because: 'driver-refuses' }
    : null;
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

/** Asks about the selected channels; or closes them, where nobody wants to be asked and no job is at risk. */
export const askToClose = async (api: WindowApi): Promise<void> => {
  const { keys } = selectionPlan();
  const state = sessionNow();
  if (state === null || keys.length === 0) return;
  const channels = keys.map((key) => channelIn(state, key)).filter((channel) => channel !== undefined);
  if (mayCloseUnasked(settingsNow().dontAskAgain, channels, state.devices)) await close(api, channels, false);
  else viewEvents.userAskedToClose(keys);
};
