import type { Activity } from '#app/dot4/activity.ts';
import type { ChannelHandleArguments, SocketIds } from '../port.ts';
import { layouts, sizeOf } from './layouts.ts';
import { pack, unpack } from './pack.ts';

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

/** The same as a driver writes them: the structure that was sent, with what it fills in. */
export const encodeCreatedSocket = (
  input: Uint8Array,
  { hostSocket, peripheralSocket }: SocketIds,
): Uint8Array => {
  const { bHsid, bPsid } = layouts.DOT4_DC_CREATE_DATA.fields;
  const reply = input.slice(0, sizeOf('DOT4_DC_CREATE_DATA'));
  reply[bHsid.at] = hostSocket;
  reply[bPsid.at] = peripheralSocket;
  return reply;
};

export const encodeOpenedChannel = (
  input: Uint8Array,
  { channelHandle }: ChannelHandleArguments,
): Uint8Array => {
  const reply = input.slice(0, sizeOf('DOT4_DC_OPEN_DATA'));
  reply.set(
    pack('CHANNEL_HANDLE', { hChannelHandle: channelHandle }),
    layouts.DOT4_DC_OPEN_DATA.fields.hChannelHandle.at,
  );
  return reply;
};

/** `messageCode` may be any number, also one without a name. */
export const encodeActivity = (record: Omit<Activity, 'message'>): Uint8Array =>
  pack('DOT4_ACTIVITY', {
    ulMessage: record.messageCode,
    ulByteCount: record.byteCount,
    hChannel: record.channelHandle,
  });
