import type { Activity } from '#app/dot4/activity.ts';
import type { Device, DeviceId, Discovery } from '#app/dot4/device.ts';
import type { DriverProfile, OpenPathKind, Shapes } from '#app/dot4/profile.ts';
import type { ChannelType } from '#app/dot4/sockets.ts';
import type { Sight } from '#app/evidence/evidence.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { OnRequest } from '#app/requests/trace.ts';
import type { Result } from '#app/result.ts';

/**
 * Limits of one call. Past `deadlineMs` the request is cancelled, awaited and answered with fault `deadline`;
 * an aborted signal does the same with fault `cancelled`. A request that cannot be withdrawn is answered
 * `deadline` with `withdrawn: false`, and its memory is kept until the driver gives it back.
 */
export interface CallOptions {
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Limits of one request. */
export interface RequestOptions extends CallOptions {
  /** The buffers to send it with, by name (shapeNames); absent: those the link was opened with. */
  readonly shape?: string | undefined;
}

/** Limits of an open, and the buffers that this driver takes; what is absent is sent as the header suggests. */
export interface OpenOptions extends CallOptions {
  readonly shapes?: Shapes | undefined;
  /** Told each request of the link with its bytes once it has ended, in the order in which they end. */
  readonly onRequest?: OnRequest | undefined;
}

type Answer<T> = Promise<Result<T, Fault>>;

export interface CreateSocketArguments {
  /** By name ("This or service name sent", d4drvif.h), or by number with an empty name. At most 40 ANSI characters. */
  readonly service: string;
  /** Peripheral socket 0–255; 0 when the service is given by name. */
  readonly peripheralSocket: number;
  readonly type: ChannelType;
  /** Bytes of the driver's read buffer for channels on this socket. */
  readonly readBufferSize: number;
  /** Bytes of the largest packet in each direction, 0–65535. */
  readonly maxHostToPeripheralPacket: number;
  readonly maxPeripheralToHostPacket: number;
}

export interface SocketIds {
  readonly hostSocket: number;
  readonly peripheralSocket: number;
}

export interface SocketArguments {
  readonly hostSocket: number;
  /** fAddActivity: broadcast activity for the channel from its first moment. */
  readonly addActivity: boolean;
}

/** The driver's 32-bit number for a channel, unsigned. */
export interface ChannelHandleArguments {
  readonly channelHandle: number;
}

/** `timeoutMs` is ulTimeout, the driver's own limit: 0 and 0xFFFFFFFF mean none. */
export interface ReadArguments extends ChannelHandleArguments {
  readonly size: number;
  readonly timeoutMs: number;
}

export interface WriteArguments extends ChannelHandleArguments {
  readonly data: Uint8Array;
  readonly timeoutMs: number;
}

/** Our open connection to one device: the ten requests of d4drvif.h, each answering a value, never throwing for the device. */
export interface DeviceLink {
  readonly deviceId: DeviceId;
  /** The kind of name by which it opened. */
  readonly openedBy: OpenPathKind;
  createSocket(args: CreateSocketArguments, options: RequestOptions): Answer<SocketIds>;
  destroySocket(args: { readonly hostSocket: number }, options: RequestOptions): Answer<void>;
  openChannel(args: SocketArguments, options: RequestOptions): Answer<ChannelHandleArguments>;
  waitForChannel(args: SocketArguments, options: RequestOptions): Answer<ChannelHandleArguments>;
  closeChannel(args: ChannelHandleArguments, options: RequestOptions): Answer<void>;
  read(args: ReadArguments, options: RequestOptions): Answer<Uint8Array>;
  /** Answers the number of bytes the driver took. */
  write(args: WriteArguments, options: RequestOptions): Answer<number>;
  addActivityBroadcast(args: ChannelHandleArguments, options: RequestOptions): Answer<void>;
  removeActivityBroadcast(args: ChannelHandleArguments, options: RequestOptions): Answer<void>;
  waitActivity(options: RequestOptions): Answer<Activity>;
  /** Cancels what is pending, awaits it, closes the handle. Later calls answer `device-gone`. Never rejects; safe to call twice. */
  close(): Promise<void>;
}

/** What talks to DOT4 devices: the Windows stack, or simulated printers. */
export interface Dot4Driver {
  readonly kind: 'windows' | 'simulator';
  /** Looks without opening any device. */
  discover(options: CallOptions): Answer<Discovery>;
  /** Calls back when a device may have arrived or left; discover() then tells what is there. */
  watch(onChange: () => void): () => void;
  profileOf(device: Device): DriverProfile;
  /**
   * What the system around the driver says of a device (processes, services, spooler, device node), without asking
   * the driver. Each source has a deadline of its own within `deadlineMs`; one that fails is reported as not looked
   * at and costs the others nothing.
   */
  observe(deviceId: DeviceId, options: CallOptions): Answer<Sight>;
  /** Whether this program runs with an administrator's rights; null where that is not told. */
  isElevated(options: CallOptions): Promise<boolean | null>;
  open(deviceId: DeviceId, options: OpenOptions): Answer<DeviceLink>;
  /**
   * DESTROY_SOCKET by another process of ours, which opens the device for it and ends: what a driver refuses
   * there, it refuses to every program but the creator's.
   */
  destroyAsAnotherProcess(
    deviceId: DeviceId,
    args: { readonly hostSocket: number },
    options: RequestOptions,
  ): Answer<void>;
  /** Closes every link and stops every thread and timer. */
  close(): Promise<void>;
}
