import { isRemovalStatus, ntStatus } from '#app/dot4/ntstatus.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Fault } from '#app/faults/fault.ts';
import { ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { meansNoSuchSocket } from '#app/teardown/permissions.ts';
import type { DeviceLink, SocketIds } from '#native';
import { OwnSockets } from '../own-sockets.ts';
import type { SocketNotes } from '../own-sockets.ts';
import { deadlines } from '../../deadlines.ts';

/** A channel that we opened, with its socket. */
export interface OwnChannel extends SocketIds {
  readonly channelHandle: number;
}

export interface OwnChannelParts {
  readonly link: DeviceLink;
  readonly profile: DriverProfile;
  readonly notes: SocketNotes;
  readonly service: string;
  readonly signal: AbortSignal;
}

/** Small packets: a large write needs more of them than a printer gives credit for at once, so that credit is seen to come. */
const ordinary = {
  peripheralSocket: 0,
  type: 'stream',
  readBufferSize: 0x4000,
  maxHostToPeripheralPacket: 64,
  maxPeripheralToHostPacket: 512,
} as const;

/** What became of our socket. `lost`: somebody else closed its channel, and whose its number is by now nobody knows. */
export type SocketFate = 'destroyed' | 'left' | 'lost';

/** What came of using a channel, and whether it was heard that somebody else closed it. */
interface Used<T> {
  readonly value: T;
  readonly closedElsewhere: boolean;
}

export interface Tried<T> {
  /** A fault: no channel was opened. */
  readonly used: Result<T, Fault>;
  readonly hostSocket: number;
  readonly fate: SocketFate;
}

/** These say that a driver does not take the request, not that it does not know the channel. */
const notTaken: ReadonlySet<number> = new Set(
  (
    [
      'STATUS_ACCESS_DENIED',
      'STATUS_INVALID_DEVICE_REQUEST',
      'STATUS_NOT_SUPPORTED',
      'STATUS_DEVICE_BUSY',
    ] as const
  ).map((name) => ntStatus(name).code),
);

const destroy = async (
  { link, profile }: OwnChannelParts,
  own: OwnSockets,
  hostSocket: number,
): Promise<SocketFate> => {
  const answer = await own.destroy(link, hostSocket);
  const isGone =
    answer.ok || (answer.fault.kind === 'refused' && meansNoSuchSocket(profile, answer.fault.ntstatus.code));
  return isGone ? 'destroyed' : 'left';
};

/** True when the driver no longer knows our channel: somebody else closed it, or destroyed its socket. */
const closeOwn = async (link: DeviceLink, channelHandle: number): Promise<boolean> => {
  const closed = await link.closeChannel({ channelHandle }, { deadlineMs: deadlines.closeChannel });
  if (closed.ok || closed.fault.kind !== 'refused') return false;
  const { code } = closed.fault.ntstatus;
  return !notTaken.has(code) && !isRemovalStatus(code);
};

/**
 * Makes a socket, opens a channel on it with activity broadcast on, lets it be used, and destroys the socket, whatever
 * happened. The socket is noted while it exists. Where somebody else closed the channel, neither its handle nor its
 * number is used again: the driver may have given them to others.
 */
export const withOwnChannel = async <T>(
  parts: OwnChannelParts,
  use: (channel: OwnChannel) => Promise<Used<T>>,
): Promise<Result<Tried<T>, Fault>> => {
  const { link, service, signal, notes } = parts;
  const own = new OwnSockets(notes);
  const limits = { deadlineMs: deadlines.trial, signal };
  const created = await link.createSocket({ ...ordinary, service }, limits);
  if (!created.ok) return created;
  const { hostSocket } = created.value;
  let isLost = false;
  const openAndUse = async (): Promise<Result<T, Fault>> => {
    own.made(hostSocket);
    const opened = await link.openChannel({ hostSocket, addActivity: true }, limits);
    if (!opened.ok) return opened;
    try {
      const { value, closedElsewhere } = await use({ ...created.value, ...opened.value });
      isLost = closedElsewhere;
      return ok(value);
    } finally {
      // some drivers do not destroy a socket with an open channel
      if (!isLost) isLost = await closeOwn(link, opened.value.channelHandle);
    }
  };
  const end = async (): Promise<SocketFate> => {
    if (!isLost) return destroy(parts, own, hostSocket);
    own.gone(hostSocket);
    return 'lost';
  };
  let used: Result<T, Fault>;
  try {
    used = await openAndUse();
  } catch (error) {
    await end();
    throw error;
  }
  return ok({ used, hostSocket, fate: await end() });
};
