import { useChannel, useDevices } from '../../state/session-store.ts';
import { useFocusedKey } from '../../state/view-store.ts';
import type { Subject } from '../../state/column-facts.ts';
import { devicesFacts, unknownDevice } from '../../state/device-facts.ts';

/** The channel that the keyboard is on, with its device. */
export const useFocusedSubject = (): Subject | null => {
  const channel = useChannel(useFocusedKey());
  const devices = useDevices();
  if (channel === null) return null;
  const device = devicesFacts({ devices }, new Map()).get(channel.deviceId);
  return { channel, device: device ?? unknownDevice(channel.deviceId) };
};
