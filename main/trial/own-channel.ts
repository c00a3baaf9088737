import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Fault } from '#app/faults/fault.ts';
import { ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { meansNoSuchSocket } from '#app/teardown/permissions.ts';
import type { DeviceLink, SocketIds } from '#native';
import type { SocketNotes } from '../calibration/measure-driver.ts';
import { deadlines } from '../deadlines.ts';

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

/** True when our socket is gone. Its note is kept where another process may have more luck. */
const destroy = async ({ link, profile, notes }: OwnChannelParts, hostSocket: number): Promise<boolean> => {
  const answer = await link.destroySocket({ hostSocket }, { deadlineMs: deadlines.destroy });
  if (answer.ok || answer.fault.kind === 'refused') notes.gone(hostSocket);
  return (
    answer.ok || (answer.fault.kind === 'refused' && meansNoSuchSocket(profile, answer.fault.ntstatus.code))
  );
};

const openAndUse = async <T>(
  { link, signal }: OwnChannelParts,
  socket: SocketIds,
  use: (channel: OwnChannel) => Promise<T>,
): Promise<Result<T, Fault>> => {
  const { hostSocket } = socket;
  const limits = { deadlineMs: deadlines.trial, signal };
  const opened = await link.openChannel({ hostSocket, addActivity: true }, limits);
  if (!opened.ok) return opened;
  try {
    return ok(await use({ ...socket, ...opened.value }));
  } finally {
    // some drivers do not destroy a socket with an open channel
    await link.closeChannel(opened.value, { deadlineMs: deadlines.closeChannel });
  }
};

/**
 * Makes a socket, opens a channel on it with activity broadcast on, lets it be used, and destroys the socket, whatever
 * happened. The socket is noted while it exists.
 */
export const withOwnChannel = async <T>(
  parts: OwnChannelParts,
  use: (channel: OwnChannel) => Promise<T>,
): Promise<Result<{ readonly used: T; readonly destroyed: boolean }, Fault>> => {
  const { link, service, signal, notes } = parts;
  const created = await link.createSocket({ ...ordinary, service }, { deadlineMs: deadlines.trial, signal });
  if (!created.ok) return created;
  const { hostSocket } = created.value;
  let used: Result<T, Fault>;
  try {
    notes.made(hostSocket);
    used = await openAndUse(parts, created.value, use);
  } catch (error) {
    await destroy(parts, hostSocket);
    throw error;
  }
  const destroyed = await destroy(parts, hostSocket);
  return used.ok ? ok({ used: used.value, destroyed }) : used;
};
