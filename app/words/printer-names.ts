import type { Device } from '../dot4/device.ts';
import type { DeviceState } from '../session/state.ts';
import { cutInMiddle, firstVisible } from './foreign-text.ts';

type Devices = Readonly<Record<string, DeviceState>>;

/** Port of the spooler that leads to it, as its device node says. */
const portOf = ({ evidence }: DeviceState): string | null =>
  evidence.flatMap((piece) => (piece.kind === 'node' ? [piece.node.port] : []))[0] ?? null;

/** What Windows tells devices of the same hardware apart by: the end of their instance id. */
export const endOfInstance = (instanceId: string): string =>
  instanceId.slice(instanceId.lastIndexOf('\\') + 1);

/** In the order in which they help a person: the shortest that no other device of this name has. */
const marks: readonly ((device: DeviceState) => string | null)[] = [
  portOf,
  ({ device }) => `…${endOfInstance(device.instanceId)}`,
  ({ device }) => device.instanceId,
];

/** Its own name; one that cannot be seen gives way to what Windows calls it. */
export const ownName = ({ name, instanceId, id }: Device): string => firstVisible(name, instanceId) ?? id;

/** A device that has left is told apart from all others; one that is there, from those that are there. */
const namesakesOf = (state: DeviceState, devices: Devices): readonly DeviceState[] =>
  Object.values(devices).filter(
    ({ device, presence }) =>
      device.id !== state.device.id &&
      device.name === state.device.name &&
      (presence === 'present' || state.presence === 'gone'),
  );

/** The name of a device; where another has the same, with as little as tells them apart: "HP LaserJet 3055 (DOT4_001)". */
export const deviceName = (deviceId: string, devices: Devices): string => {
  const state = devices[deviceId];
  if (state === undefined) return deviceId;
  const name = ownName(state.device);
  const namesakes = namesakesOf(state, devices);
  if (namesakes.length === 0) return name;
  for (const mark of marks) {
    const own = mark(state);
    if (own !== null && namesakes.every((other) => mark(other) !== own)) return `${name} (${own})`;
  }
  return `${name} (${deviceId})`;
};

/** Where a printer stands, as its queues say. */
const locationOf = ({ evidence }: DeviceState): string | null =>
  firstVisible(...evidence.map((piece) => (piece.kind === 'queue' ? (piece.queue.location ?? null) : null)));

/** Its port and where it stands: what tells it apart for a person. Null where neither is known. */
export const placeOf = (state: DeviceState, most = Infinity): string | null =>
  [firstVisible(portOf(state)), locationOf(state)]
    .flatMap((part) => (part === null ? [] : [cutInMiddle(part, most)]))
    .join(', ') || null;

/**
 * A printer as a person on the phone knows it: its name with port and place, as far as they are known and no other of
 * this name has the same. `most`: of how many signs its name and its location may be.
 */
export const printerName = (deviceId: string, devices: Devices, most = Infinity): string => {
  const state = devices[deviceId];
  const known = deviceName(deviceId, devices);
  if (state === undefined || firstVisible(portOf(state)) === null) return cutInMiddle(known, 2 * most);
  const place = placeOf(state);
  return namesakesOf(state, devices).some((other) => placeOf(other) === place)
    ? cutInMiddle(known, 2 * most)
    : `${cutInMiddle(ownName(state.device), most)} (${placeOf(state, most)})`;
};
