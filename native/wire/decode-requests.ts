import type { ChannelType } from '#app/dot4/sockets.ts';
import type { ChannelHandleArguments, CreateSocketArguments, SocketArguments } from '../port.ts';
import { headerConstants } from './constants.ts';
import { layouts } from './layouts.ts';
import { unpack } from './pack.ts';

/**
 * Requests of d4drvif.h as a driver reads them, from the bytes of the first buffer. Each answers null where they are too
 * few for its structure, or mean nothing.
 */

const channelTypes: ReadonlyMap<number, ChannelType> = new Map([
  [headerConstants.STREAM_TYPE_CHANNEL, 'stream'],
  [headerConstants.PACKET_TYPE_CHANNEL, 'packet'],
]);

/** Null also for a channel type that there is not, and for a service name without its NUL. */
export const decodeCreateSocket = (input: Uint8Array): CreateSocketArguments | null => {
  const data = unpack('DOT4_DC_CREATE_DATA', input);
  const type = data && channelTypes.get(data.bType);
  const { at, length } = layouts.DOT4_DC_CREATE_DATA.fields.pServiceName;
  if (!type || !input.subarray(at, at + length).includes(0)) return null;
  return {
    service: data.pServiceName,
    peripheralSocket: data.bPsid,
    type,
    readBufferSize: data.ulBufferSize,
    maxHostToPeripheralPacket: data.usMaxHtoPPacketSize,
    maxPeripheralToHostPacket: data.usMaxPtoHPacketSize,
  };
};

export const decodeDestroySocket = (input: Uint8Array): { readonly hostSocket: number } | null => {
  const data = unpack('DOT4_DC_DESTROY_DATA', input);
  return data && { hostSocket: data.bHsid };
};

/** OPEN_CHANNEL and WAIT_FOR_CHANNEL. */
export const decodeSocketRequest = (input: Uint8Array): SocketArguments | null => {
  const data = unpack('DOT4_DC_OPEN_DATA', input);
  return data && { hostSocket: data.bHsid, addActivity: data.fAddActivity !== 0 };
};

/** What concerns a channel: CHANNEL_HANDLE and DOT4_DRIVER_CMD both begin with its handle. */
export const decodeHandleRequest = (input: Uint8Array): ChannelHandleArguments | null => {
  const data = unpack('CHANNEL_HANDLE', input);
  return data && { channelHandle: data.hChannelHandle };
};

/** DOT4_DRIVER_CMD: which part of the second buffer READ fills and WRITE sends. */
export interface DataArguments extends ChannelHandleArguments {
  readonly size: number;
  readonly offset: number;
  readonly timeoutMs: number;
}

export const decodeDataRequest = (input: Uint8Array): DataArguments | null => {
  const command = unpack('DOT4_DRIVER_CMD', input);
  if (command === null) return null;
  const { hChannelHandle, ulSize, ulOffset, ulTimeout } = command;
  return { channelHandle: hChannelHandle, size: ulSize, offset: ulOffset, timeoutMs: ulTimeout };
};
