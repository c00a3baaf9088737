import type { ChannelState } from '#app/session/state.ts';
import { devicesFacts, unknownDevice } from '../../state/device-facts.ts';
import type { DeviceFacts } from '../../state/device-facts.ts';
import { rowStateRank } from '../../state/row-state.ts';
import { channelIn } from '../../state/shelves.ts';
import type { Sample } from './sampler.ts';

/** A row of the last sample. The same object as in the sample before while nothing of it changed. */
export interface Row {
  readonly key: string;
  /** What it is sorted and filtered by; what it shows comes live from the session. */
  readonly channel: ChannelState;
  /** As it was in the sample, to show if it has left the session since. */
  readonly lastKnown: ChannelState;
  readonly device: DeviceFacts;
  /** How much it matters, as it was in the sample: least first; Infinity of one that is being closed or gone. */
  readonly rank: number;
}

const rankOf = (lastKnown: ChannelState): number =>
  lastKnown.phase.kind === 'seen' ? rowStateRank(lastKnown) : Infinity;

const rowOf = (lastKnown: ChannelState, place: ChannelState, device: DeviceFacts, old?: Row): Row =>
  old?.lastKnown === lastKnown && old.channel === place && old.device === device
    ? old
    : { key: lastKnown.key, channel: place, lastKnown, device, rank: rankOf(lastKnown) };

const sameDevices = (a: ReadonlyMap<string, DeviceFacts>, b: ReadonlyMap<string, DeviceFacts>): boolean =>
  a.size === b.size && [...a].every(([id, facts]) => b.get(id) === facts);

/**
 * The rows of the last sample by key; a row of which nothing changed stays the same object. It goes by what the
 * sample says has changed, and looks at everything only where that is not known.
 */
export class RowList {
  readonly #rows = new Map<string, Row>();
  #devices: ReadonlyMap<string, DeviceFacts> = new Map();
  #devicesOf: Sample['state']['devices'] | null = null;
  #number = -1;

  get rows(): ReadonlyMap<string, Row> {
    return this.#rows;
  }

  /** Answers the keys of rows that may have changed, come or left; null: any. */
  take(sample: Sample): ReadonlySet<string> | null {
    const isNext = sample.number === this.#number + 1;
    this.#number = sample.number;
    const isSameAround = this.#lookAtDevices(sample);
    const touched = isNext && isSameAround ? sample.changed : null;
    if (touched === null) this.#takeAll(sample);
    else for (const key of touched) this.#takeOne(sample, key);
    return touched;
  }

  #lookAtDevices({ state }: Sample): boolean {
    if (state.devices === this.#devicesOf) return true;
    const devices = devicesFacts(state, this.#devices);
    const isSame = sameDevices(devices, this.#devices);
    this.#devicesOf = state.devices;
    this.#devices = devices;
    return isSame;
  }

  #takeAll(sample: Sample): void {
    for (const key of this.#rows.keys())
      if (channelIn(sample.state, key) === undefined) this.#rows.delete(key);
    for (const key of Object.keys(sample.state.channels)) this.#takeOne(sample, key);
  }

  #takeOne({ state, places }: Sample, key: string): void {
    const channel = channelIn(state, key);
    if (channel === undefined) {
      this.#rows.delete(key);
      return;
    }
    const old = this.#rows.get(key);
    const device = this.#devices.get(channel.deviceId) ?? old?.device ?? unknownDevice(channel.deviceId);
    this.#rows.set(key, rowOf(channel, places.get(key) ?? channel, device, old));
  }
}
