import type { ChannelState } from '#app/session/state.ts';
import { devicesFacts, unknownDevice } from './device-facts.ts';
import type { DeviceFacts } from './device-facts.ts';
import type { Row } from './rows.ts';
import type { Sample } from './sampler.ts';

/** The rows of a sample by key, and the facts of their devices. */
export interface RowList {
  readonly rows: ReadonlyMap<string, Row>;
  readonly devices: ReadonlyMap<string, DeviceFacts>;
}

export const noRows: RowList = { rows: new Map(), devices: new Map() };

const rowOf = (lastKnown: ChannelState, place: ChannelState, device: DeviceFacts, old?: Row): Row =>
  old?.lastKnown === lastKnown && old.channel === place && old.device === device
    ? old
    : { key: lastKnown.key, channel: place, lastKnown, device };

/** All rows of a sample; those of which nothing changed are the same objects as before. */
export const rowsOf = ({ state, places }: Sample, before: RowList = noRows): RowList => {
  const devices = devicesFacts(state, before.devices);
  const rows = new Map<string, Row>();
  for (const key in state.channels) {
    const channel = state.channels[key];
    if (channel === undefined) continue;
    const old = before.rows.get(key);
    const device = devices.get(channel.deviceId) ?? old?.device ?? unknownDevice(channel.deviceId);
    rows.set(key, rowOf(channel, places[key] ?? channel, device, old));
  }
  return { rows, devices };
};
