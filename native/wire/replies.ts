import type { ChannelHandleArguments, SocketIds } from '../port.ts';
import { unpack } from './pack.ts';

/**
 * Replies of d4drvif.h from the bytes that the driver reported (Information), never from the whole buffer.
 * Each answers null where the bytes are too few for its structure.
 */
export const decodeCreatedSocket = (bytes: Uint8Array): SocketIds | null => {
  const reply = unpack('DOT4_DC_CREATE_DATA', bytes);
  return reply && { hostSocket: reply.bHsid, peripheralSocket: reply.bPsid };
};

export const decodeOpenedChannel = (bytes: Uint8Array): ChannelHandleArguments | null => {
  const reply = unpack('DOT4_DC_OPEN_DATA', bytes);
  return reply && { channelHandle: reply.hChannelHandle };
};
