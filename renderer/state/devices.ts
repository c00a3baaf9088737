import type { DeviceState } from '#app/session/state.ts';

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
