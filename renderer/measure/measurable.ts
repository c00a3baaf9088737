import type { DeviceState } from '#app/session/state.ts';
import { calibrationWords } from '#app/words/calibration.ts';
import { devicesInScope, isPresent } from '../scope/devices.ts';
import { sessionNow } from '../session/session-store.ts';
import { viewNow } from '../view/view-store.ts';

/** The chosen device, or the only one there is. */
export const measurableDevice = (): DeviceState | null => {
  const devices = devicesInScope(sessionNow()?.devices ?? {}, viewNow().deviceId).filter(isPresent);
  return devices.length === 1 ? (devices[0] ?? null) : null;
};

export const whyNotMeasurable = (): string | null =>
  measurableDevice() === null ? calibrationWords.chooseDevice : null;
