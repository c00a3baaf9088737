import type { RequestName } from '#app/dot4/requests.ts';
import type { ChannelType } from '#app/dot4/sockets.ts';
import type {
  ChannelHandleArguments,
  CreateSocketArguments,
  ReadArguments,
  SocketArguments,
  WriteArguments,
} from '../port.ts';
import { controlCodes } from './codes.ts';
import { headerConstants } from './constants.ts';
import { sizeOf, type LayoutName } from './layouts.ts';
import { pack } from './pack.ts';
import { shapes, type Shape } from './shapes.ts';

/**
 * One request as the driver gets it. `output` is the second buffer: how many bytes, and what stands in it when
 * the request is sent (the data of WRITE; otherwise zeros). Every encoder throws RangeError for arguments that
 * the structures cannot carry, before anything is sent.
 */
export interface EncodedRequest {
  readonly request: RequestName;
  readonly code: number;
  readonly input: Uint8Array;
  readonly output: { readonly size: number; readonly content: Uint8Array | null };
  /** With fewer bytes than this in Information the reply is not to be used. */
  readonly replyBytes: number;
}

type Packed = Readonly<Partial<Record<LayoutName, Uint8Array>>>;
type Output = EncodedRequest['output'];

const encode = (request: RequestName, shape: Shape, packed: Packed, data?: Output): EncodedRequest => ({
  request,
  code: controlCodes[request],
  input: inputOf(request, shape, packed),
  output: outputOf(request, shape, packed, data),
  replyBytes: shape.replyBytes,
});

const inputOf = (request: RequestName, shape: Shape, packed: Packed): Uint8Array => {
  if (shape.input === 'none') return new Uint8Array(0);
  const bytes = shape.input === 'data' ? undefined : packed[shape.input];
  if (bytes === undefined) throw new RangeError(`${request} has no ${shape.input} to send`);
  return bytes;
};

const outputOf = (request: RequestName, shape: Shape, packed: Packed, data: Output | undefined): Output => {
  if (shape.output === 'none') return { size: 0, content: null };
  // A structure that is both input and output starts as what was sent: a driver may read either buffer.
  if (shape.output !== 'data') return { size: sizeOf(shape.output), content: packed[shape.output] ?? null };
  if (data === undefined) throw new RangeError(`${request} carries no data`);
  return data;
};

const channelTypes: Readonly<Record<ChannelType, number>> = {
  stream: headerConstants.STREAM_TYPE_CHANNEL,
  packet: headerConstants.PACKET_TYPE_CHANNEL,
};

export const encodeCreateSocket = (
  args: CreateSocketArguments,
  shape: Shape = shapes.CREATE_SOCKET[0],
): EncodedRequest =>
  encode('CREATE_SOCKET', shape, {
    DOT4_DC_CREATE_DATA: pack('DOT4_DC_CREATE_DATA', {
      bPsid: args.peripheralSocket,
      pServiceName: args.service,
      bType: channelTypes[args.type],
      ulBufferSize: args.readBufferSize,
      usMaxHtoPPacketSize: args.maxHostToPeripheralPacket,
      usMaxPtoHPacketSize: args.maxPeripheralToHostPacket,
      bHsid: 0,
    }),
  });

export const encodeDestroySocket = (
  args: { readonly hostSocket: number },
  shape: Shape = shapes.DESTROY_SOCKET[0],
): EncodedRequest =>
  encode('DESTROY_SOCKET', shape, {
    DOT4_DC_DESTROY_DATA: pack('DOT4_DC_DESTROY_DATA', { bHsid: args.hostSocket }),
  });

/** OPEN_CHANNEL and WAIT_FOR_CHANNEL: both speak of a host socket and answer a channel handle. */
export const encodeSocketRequest = (
  request: 'OPEN_CHANNEL' | 'WAIT_FOR_CHANNEL',
  args: SocketArguments,
  shape: Shape = shapes[request][0],
): EncodedRequest =>
  encode(request, shape, {
    DOT4_DC_OPEN_DATA: pack('DOT4_DC_OPEN_DATA', {
      bHsid: args.hostSocket,
      fAddActivity: args.addActivity ? 1 : 0,
      hChannelHandle: 0,
    }),
  });

export const encodeHandleRequest = (
  request: 'CLOSE_CHANNEL' | 'ADD_ACTIVITY_BROADCAST' | 'REMOVE_ACTIVITY_BROADCAST',
  args: ChannelHandleArguments,
  shape: Shape = shapes[request][0],
): EncodedRequest =>
  encode(request, shape, {
    CHANNEL_HANDLE: pack('CHANNEL_HANDLE', { hChannelHandle: args.channelHandle }),
    DOT4_DRIVER_CMD: driverCommand(args.channelHandle, 0, 0),
  });

export const encodeRead = (args: ReadArguments, shape: Shape = shapes.READ[0]): EncodedRequest =>
  encode(
    'READ',
    shape,
    { DOT4_DRIVER_CMD: driverCommand(args.channelHandle, args.size, args.timeoutMs) },
    { size: args.size, content: null },
  );

export const encodeWrite = (args: WriteArguments, shape: Shape = shapes.WRITE[0]): EncodedRequest =>
  encode(
    'WRITE',
    shape,
    { DOT4_DRIVER_CMD: driverCommand(args.channelHandle, args.data.byteLength, args.timeoutMs) },
    // A copy: the caller may use its array again, and a view would carry its whole buffer to the worker.
    { size: args.data.byteLength, content: args.data.slice() },
  );

export const encodeWaitActivity = (shape: Shape = shapes.WAIT_ACTIVITY_BROADCAST[0]): EncodedRequest =>
  encode('WAIT_ACTIVITY_BROADCAST', shape, {});

/** ulOffset is 0 throughout: our buffers begin with the data. */
const driverCommand = (hChannelHandle: number, ulSize: number, ulTimeout: number): Uint8Array =>
  pack('DOT4_DRIVER_CMD', { hChannelHandle, ulSize, ulOffset: 0, ulTimeout });
