import { useChannel, useDevices } from '../session/session-store.ts';
import { useFocusedKey } from '../view/view-store.ts';
import type { Subject } from './column-facts.ts';
import { devicesFacts, unknownDevice } from './device-facts.ts';

/** The channel that the keyboard is on, with its device. */
export const useFocusedSubject = (): Subject | null => {
  const channel = useChannel(useFocusedKey());
  const devices = useDevices();
  if (channel === null) return null;
  const device = devicesFacts({ devices }, new Map()).get(channel.deviceId);
  return { channel, device: device ?? unknownDevice(channel.deviceId) };
};
