import type { DeviceState } from '#app/session/state.ts';
import { useDevices } from '../session/session-store.ts';
import { useChosenDevice } from '../view/view-store.ts';
import { devicesInScope, isPresent } from './devices.ts';

/** The device that a command for one device is for: the chosen one, or the only one there is. */
export const useOfferedDevice = (): DeviceState | undefined => {
  const [only, ...others] = devicesInScope(useDevices(), useChosenDevice()).filter(isPresent);
  return others.length === 0 ? only : undefined;
};
