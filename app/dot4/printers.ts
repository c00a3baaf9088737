import type { Device, DeviceId } from './device.ts';

/** One physical printer: the DOT4 functions that Windows shows of it are devices of their own. */
export interface PrinterGroup {
  readonly printerId: string;
  /** That of its DOT4 bus function where there is one: the functions below are named after what they do. */
  readonly name: string;
  /** In the order they were given. */
  readonly deviceIds: readonly DeviceId[];
}

type Described = Pick<Device, 'id' | 'name' | 'printerId' | 'setupClass'>;

/** Devices by printer; printers in the order of their first device. */
export const printersOf = (devices: readonly Described[]): readonly PrinterGroup[] => {
  const functions = new Map<string, Described[]>();
  for (const device of devices) {
    const siblings = functions.get(device.printerId);
    if (siblings === undefined) functions.set(device.printerId, [device]);
    else siblings.push(device);
  }
  return [...functions].map(([printerId, own]) => ({
    printerId,
    name: (own.find(({ setupClass }) => setupClass === 'Dot4') ?? own[0])?.name ?? printerId,
    deviceIds: own.map(({ id }) => id),
  }));
};
