import type { DeviceState, SessionState } from '#app/session/state.ts';
import type { DeviceStatusName } from '#app/words/window.ts';
import { shelvesIn } from '../session/shelves.ts';
import type { Shelf } from '../session/shelves.ts';

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

export const deviceStatus = ({ device, presence, scan }: DeviceState): DeviceStatusName => {
  if (presence === 'gone') return 'unplugged';
  if (scan.kind === 'failed' && scan.fault.kind === 'access-denied') return 'access-denied';
  if (scan.kind === 'failed' && scan.fault.kind === 'not-answering') return 'not-answering';
  return device.problemCode === null || device.problemCode === 0 ? 'present' : 'problem';
};

interface Tally {
  readonly all: number;
  readonly suspect: number;
  readonly stuck: number;
}

/** A shelf never changes, so it is counted once. */
const tallies = new WeakMap<Shelf, Tally>();

const tallyOf = (shelf: Shelf): Tally => {
  const known = tallies.get(shelf);
  if (known !== undefined) return known;
  const tally = { all: 0, suspect: 0, stuck: 0 };
  for (const { phase, suspicion } of Object.values(shelf)) {
    if (phase.kind === 'gone') continue;
    tally.all += 1;
    if (suspicion.level === 'suspect' || suspicion.level === 'stuck') tally[suspicion.level] += 1;
  }
  tallies.set(shelf, tally);
  return tally;
};

const sumOf = (state: SessionState, deviceId: string | null, figure: keyof Tally): number =>
  shelvesIn(state, deviceId).reduce((sum, shelf) => sum + tallyOf(shelf)[figure], 0);

/** Channels that are not gone, of a device or of all. */
export const countChannels = (state: SessionState, deviceId: string | null): number =>
  sumOf(state, deviceId, 'all');

export const countSuspects = (
  state: SessionState,
  deviceId: string | null,
  level: 'suspect' | 'stuck',
): number => sumOf(state, deviceId, level);
