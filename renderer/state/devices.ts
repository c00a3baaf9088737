import type { DeviceState } from '#app/session/state.ts';
import type { DeviceStatusName } from '#app/words/window.ts';

type Devices = Readonly<Record<string, DeviceState>>;

/** Printers by name; those that left come last. */
export const devicesInOrder = (devices: Devices): DeviceState[] =>
  Object.values(devices).sort(
    (a, b) =>
      Number(a.presence === 'gone') - Number(b.presence === 'gone') ||
      a.device.name.localeCompare(b.device.name) ||
      a.device.id.localeCompare(b.device.id),
  );

/** The devices that a command on the shown rows would touch. */
export const devicesInScope = (devices: Devices, chosen: string | null): DeviceState[] =>
  devicesInOrder(devices).filter(({ device }) => chosen === null || device.id === chosen);

export const isPresent = ({ presence }: DeviceState): boolean => presence === 'present';

export const presentDevices = (devices: Devices): DeviceState[] => devicesInOrder(devices).filter(isPresent);

export const deviceStatus = ({ device, presence, scan }: DeviceState): DeviceStatusName => {
  if (presence === 'gone') return 'unplugged';
  if (scan.kind === 'failed' && scan.fault.kind === 'access-denied') return 'access-denied';
  if (scan.kind === 'failed' && scan.fault.kind === 'not-answering') return 'not-answering';
  return device.problemCode === null || device.problemCode === 0 ? 'present' : 'problem';
};
