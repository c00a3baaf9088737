import type { WindowApi } from '#app/ipc/derive.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import type { ChannelState } from '#app/session/state.ts';
import { viewEvents } from '../view/view-store.ts';

/** How it goes and what comes of it arrives with the session; only a call that never ran is shown here. */
export const runStep = async (
  api: WindowApi,
  { deviceId, hostSocket, generation }: ChannelState,
  { kind, action }: RemedyStep,
): Promise<void> => {
  const answer = await api.remedy.run({ deviceId, hostSocket, generation, step: kind, action });
  if (!answer.ok) viewEvents.commandRefused(Date.now(), answer.fault);
};
