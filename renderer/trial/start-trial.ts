import type { WindowApi } from '#app/ipc/derive.ts';
import { trialEvents } from './trial-store.ts';

export const startTrial = async (api: WindowApi, deviceId: string, service: string): Promise<void> => {
  trialEvents.started(deviceId, service);
  trialEvents.ended(deviceId, await api.trial.start({ deviceId, service }));
};
