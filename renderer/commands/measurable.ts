import type { DeviceState } from '#app/session/state.ts';
import { calibrationWords } from '#app/words/calibration.ts';
import { devicesInScope, isPresent } from '../state/devices.ts';
import { sessionNow } from '../state/session-store.ts';
import { viewNow } from '../state/view-store.ts';

/** The chosen device, or the only one there is. */
export const measurableDevice = (): DeviceState | null => {
  const devices = devicesInScope(sessionNow()?.devices ?? {}, viewNow().deviceId).filter(isPresent);
  return devices.length === 1 ? (devices[0] ?? null) : null;
};

export const whyNotMeasurable = (): string | null =>
  measurableDevice() === null ? calibrationWords.chooseDevice : null;
