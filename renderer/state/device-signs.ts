import type { DeviceState, SessionState } from '#app/session/state.ts';
import { deviceSign } from '#app/verdict/device-sign.ts';
import type { DeviceSign } from '#app/verdict/device-sign.ts';
import { shelvesIn } from './shelves.ts';
import type { Shelf } from './shelves.ts';

interface Known {
  readonly shelf: Shelf;
  readonly thresholds: SessionState['thresholds'];
  readonly sign: DeviceSign;
}

/** Worked out again only where the device, one of its channels or a threshold has changed. */
const signs = new WeakMap<DeviceState, Known>();

/** Null: the device is not known. */
export const signIn = (state: SessionState, deviceId: string): DeviceSign | null => {
  const { thresholds } = state;
  const device = state.devices[deviceId];
  const [shelf] = shelvesIn(state, deviceId);
  if (device === undefined || shelf === undefined) return null;
  const known = signs.get(device);
  if (known?.shelf === shelf && known.thresholds === thresholds) return known.sign;
  const sign = deviceSign({ devices: { [deviceId]: device }, channels: shelf, thresholds }, device);
  signs.set(device, { shelf, thresholds, sign });
  return sign;
};
