import { applyDelta } from '#app/session/delta.ts';
import type { Delta } from '#app/session/delta.ts';
import { lookedAgain } from '#app/session/looks.ts';
import { deviceOfKey } from '#app/session/state.ts';
import type { ChannelState, SessionState } from '#app/session/state.ts';

type Channels = SessionState['channels'];
/** The channels of one device, by key. */
export type Shelf = Readonly<Channels>;

const noShelf: Shelf = {};

/** The channels of a session, device by device: a change copies those of its device, not all. */
class Shelves {
  readonly #shelves: ReadonlyMap<string, Shelf>;
  #all: Channels | null;

  constructor(shelves: ReadonlyMap<string, Shelf>, all: Channels | null) {
    this.#shelves = shelves;
    this.#all = all;
  }

  static of(channels: Channels): Shelves {
    const shelves = new Map<string, Channels>();
    for (const [key, channel] of Object.entries(channels)) {
      const shelf = shelves.get(channel.deviceId) ?? {};
      shelf[key] = channel;
      shelves.set(channel.deviceId, shelf);
    }
    return new Shelves(shelves, channels);
  }

  /** One record of all channels, made when somebody asks for it. */
  get all(): Channels {
    return (this.#all ??= Object.assign({}, ...this.#shelves.values()) as Channels);
  }

  get shelves(): readonly Shelf[] {
    return [...this.#shelves.values()];
  }

  shelf(deviceId: string): Shelf | undefined {
    return this.#shelves.get(deviceId);
  }

  after(
    { set = {}, removed = [] }: Partial<NonNullable<Delta['channels']>>,
    looks: Delta['looks'] = {},
  ): Shelves {
    const next = new Map(this.#shelves);
    const copies = new Map<string, Channels>();
    const copyFor = (key: string): Channels => {
      const deviceId = deviceOfKey(key);
      const copy = copies.get(deviceId) ?? { ...next.get(deviceId) };
      copies.set(deviceId, copy);
      next.set(deviceId, copy);
      return copy;
    };
    for (const [key, channel] of Object.entries(set)) copyFor(key)[key] = channel;
    for (const key of removed) delete copyFor(key)[key];
    for (const [key, time] of Object.entries(looks)) {
      const channel = next.get(deviceOfKey(key))?.[key];
      if (channel !== undefined) copyFor(key)[key] = lookedAgain(channel, time);
    }
    return new Shelves(next, null);
  }
}

const shelvesOfStates = new WeakMap<SessionState, Shelves>();

const shelvesOf = (state: SessionState): Shelves => {
  const known = shelvesOfStates.get(state);
  if (known !== undefined) return known;
  const shelves = Shelves.of(state.channels);
  shelvesOfStates.set(state, shelves);
  return shelves;
};

export const channelIn = (state: SessionState, key: string): ChannelState | undefined =>
  shelvesOf(state).shelf(deviceOfKey(key))?.[key];

/** Whether both have the very same channels; costs nothing. */
export const sameChannels = (a: SessionState, b: SessionState): boolean => shelvesOf(a) === shelvesOf(b);

/** Costs nothing, however many there are. */
export const hasChannels = (state: SessionState): boolean =>
  shelvesOf(state).shelves.some((shelf) => {
    for (const _ in shelf) return true;
    return false;
  });

/** The channels of a device, or those of each device; none changes once it is given out. */
export const shelvesIn = (state: SessionState, deviceId: string | null): readonly Shelf[] => {
  const shelves = shelvesOf(state);
  return deviceId === null ? shelves.shelves : [shelves.shelf(deviceId) ?? noShelf];
};

/** What applyDelta answers, at the cost of what changed: `channels` becomes a record when somebody reads it. */
export const afterDelta = (state: SessionState, { channels, looks, ...others }: Delta): SessionState => {
  const before = shelvesOf(state);
  const shelves =
    channels === undefined && looks === undefined ? before : before.after(channels ?? {}, looks);
  const { environment, updates, thresholds, discovery, devices, operations, notices, lastId } = state;
  const rest = {
    ...{ environment, updates, thresholds, discovery, devices, operations, notices, lastId },
    channels: {},
  };
  const next: SessionState = {
    ...applyDelta(rest, others),
    get channels() {
      return shelves.all;
    },
  };
  shelvesOfStates.set(next, shelves);
  return next;
};
