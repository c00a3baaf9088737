import type { ChannelState, SessionState } from '#app/session/state.ts';

/** Channels that are not gone. */
export interface Counts {
  readonly open: number;
  readonly stuck: number;
  readonly suspect: number;
}

const none: Counts = { open: 0, stuck: 0, suspect: 0 };

/** By device, and of all devices under null. */
type CountsByDevice = ReadonlyMap<string | null, Counts>;

const counted = new WeakMap<SessionState['channels'], CountsByDevice>();

const add = (to: Map<string | null, Counts>, deviceId: string | null, channel: ChannelState): void => {
  const { open, stuck, suspect } = to.get(deviceId) ?? none;
  const { level } = channel.suspicion;
  to.set(deviceId, {
    open: open + 1,
    stuck: stuck + Number(level === 'stuck'),
    suspect: suspect + Number(level === 'suspect'),
  });
};

/** One pass for all who ask for the same channels. */
const countsOf = (channels: SessionState['channels']): CountsByDevice => {
  const known = counted.get(channels);
  if (known !== undefined) return known;
  const counts = new Map<string | null, Counts>();
  for (const channel of Object.values(channels)) {
    if (channel.phase.kind === 'gone') continue;
    add(counts, channel.deviceId, channel);
    add(counts, null, channel);
  }
  counted.set(channels, counts);
  return counts;
};

export const countsIn = ({ channels }: Pick<SessionState, 'channels'>, deviceId: string | null): Counts =>
  countsOf(channels).get(deviceId) ?? none;
