import type { DeviceState } from '#app/session/state.ts';
import { deviceName } from '#app/words/printer-names.ts';
import { devicesInOrder } from './devices.ts';

type Devices = Readonly<Record<string, DeviceState>>;

/** A physical printer and its DOT4 functions. */
export interface Printer {
  readonly id: string;
  readonly name: string;
  readonly devices: readonly DeviceState[];
}

/** What all names begin with, to the last whole word; the first name when that is nothing. */
const commonName = (names: readonly string[]): string => {
  const [first = '', ...rest] = names;
  const words = first.split(' ');
  const shared = words.findIndex((_word, index) => {
    const start = words.slice(0, index + 1).join(' ');
    return rest.some((name) => name !== start && !name.startsWith(`${start} `));
  });
  return shared === -1 ? first : words.slice(0, shared).join(' ') || first;
};

/** One device stands for itself; several, for what their names begin with, told apart from other printers alike. */
const nameOf = (members: readonly DeviceState[], devices: Devices): string => {
  const [first] = members;
  if (first === undefined) return '';
  const name = deviceName(first.device.id, devices);
  if (members.length === 1) return name;
  return commonName(members.map(({ device }) => device.name)) + name.slice(first.device.name.length);
};

/** Devices by the printer they are part of, in the order of the devices. */
export const printersInOrder = (devices: Devices): Printer[] => {
  const byPrinter = new Map<string, DeviceState[]>();
  for (const state of devicesInOrder(devices)) {
    const { printerId } = state.device;
    byPrinter.set(printerId, [...(byPrinter.get(printerId) ?? []), state]);
  }
  return [...byPrinter].map(([id, members]) => ({ id, name: nameOf(members, devices), devices: members }));
};

/** By printerId. */
export const printerNames = (devices: Devices): ReadonlyMap<string, string> =>
  new Map(printersInOrder(devices).map(({ id, name }) => [id, name]));
