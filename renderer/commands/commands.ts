import type { WindowApi } from '#app/ipc/derive.ts';
import { askedSteps } from '#app/operations/find-steps.ts';
import { isRunning } from '#app/operations/operation.ts';
import type { OperationRequest } from '#app/operations/operation.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import { channelKey } from '#app/session/state.ts';
import type { ChannelState, Updates } from '#app/session/state.ts';
import { defaultSettings } from '#app/settings/settings.ts';
import type { Complaint } from '#app/verdict/complaints.ts';
import { closeRequests, closingTarget } from '../state/closing-targets.ts';
import { closePlan, mayCloseUnasked } from '../state/closing.ts';
import type { ClosePlan } from '../state/closing.ts';
import { lastSearch, searchesIn } from '../state/searches.ts';
import { scanPlan } from '../state/scan.ts';
import type { ScanPlan } from '../state/scan.ts';
import { sessionNow } from '../state/session-store.ts';
import { changeSettings, settingsNow } from '../state/settings-store.ts';
import { channelIn } from '../state/shelves.ts';
import { showFault, viewEvents, viewNow } from '../state/view-store.ts';

/** Its progress and outcome arrive with the session; only what never became an operation is shown here. */
export const startOperation = async (api: WindowApi, request: OperationRequest): Promise<void> =>
  showFault(await api.operation.start(request));

const keysIn = (request: OperationRequest): readonly string[] => {
  const { deviceId } = request;
  const rows = request.kind === 'close' ? request.targets : request.kind === 'remedy' ? [request] : [];
  return rows.flatMap(({ hostSocket, generation }) =>
    generation === null ? [] : [channelKey(deviceId, hostSocket, generation)],
  );
};

/** Does something to channels: the details stay with them. */
export const actOn = async (api: WindowApi, requests: readonly OperationRequest[]): Promise<void> => {
  viewEvents.userActedOn(requests.flatMap(keysIn));
  await Promise.all(requests.map((request) => startOperation(api, request)));
};

export const refresh = async (api: WindowApi): Promise<void> => {
  if (sessionNow() === null) viewEvents.userAskedToReconnect();
  else showFault(await api.session.refresh());
};

export const updatesNow = (): Updates =>
  sessionNow()?.updates ?? { rateMs: defaultSettings.rateMs, isPaused: false };

export const setUpdates = async (api: WindowApi, change: Partial<Updates>): Promise<void> =>
  showFault(await api.session.setUpdates({ ...updatesNow(), ...change }));

/** What *Scan sockets* would do now on the chosen device, or on all. */
export const scanPlanNow = (): ScanPlan =>
  scanPlan(sessionNow() ?? { devices: {}, operations: {} }, viewNow().deviceId);

export const scan = async (api: WindowApi): Promise<void> => {
  const { startOn } = scanPlanNow();
  await Promise.all(startOn.map((deviceId) => startOperation(api, { kind: 'scan', deviceId })));
};

export const cancelScan = async (api: WindowApi): Promise<void> => {
  const { running } = scanPlanNow();
  for (const answer of await Promise.all(running.map((id) => api.operation.cancel({ id }))))
    showFault(answer);
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

/** Asks about these channels; or closes them, where they are stuck and nobody wants to be asked. */
export const askToCloseThese = async (api: WindowApi, keys: readonly string[]): Promise<void> => {
  const state = sessionNow();
  if (state === null || keys.length === 0) return;
  const channels = keys.map((key) => channelIn(state, key)).filter((channel) => channel !== undefined);
  if (!settingsNow().dontAskAgain || !mayCloseUnasked(channels, state.devices))
    return viewEvents.userAskedToClose(keys);
  const targets = channels.flatMap((channel) => closingTarget(channel, state.devices));
  await actOn(api, closeRequests(targets, false));
};

export const askToClose = (api: WindowApi): Promise<void> => askToCloseThese(api, selectionPlan().keys);

/** Asks before a step of the ladder; to destroy a socket is to close its channel, by whatever button. */
export const askForStep = async (api: WindowApi, { key }: ChannelState, step: RemedyStep): Promise<void> => {
  if (step.kind === 'destroy-socket') return askToCloseThese(api, [key]);
  viewEvents.userAskedForStep(key, step);
};

/** Asks what does not work; or shows the search that runs. */
export const findStuck = (): void => {
  const search = lastSearch(sessionNow()?.operations ?? {});
  if (search !== null && isRunning(search)) viewEvents.userShowedSearch();
  else viewEvents.userAskedToFind();
};

/** Looks for what is stuck on a device; what was found before counts as read. */
export const startSearch = async (api: WindowApi, deviceId: string, complaint: Complaint): Promise<void> => {
  const read = searchesIn(sessionNow()?.operations ?? {}).filter(
    (one) => !isRunning(one) && !one.isDismissed,
  );
  const answer = await api.operation.start({ kind: 'find', deviceId, complaint, agreedTo: [...askedSteps] });
  if (!answer.ok) return showFault(answer);
  for (const { id } of read) void api.operation.dismiss({ id });
  changeSettings({ findExplained: true });
  viewEvents.userShowedSearch();
};
