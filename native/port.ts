import type { Activity } from '#app/dot4/activity.ts';
import type { Device, DeviceId, Discovery } from '#app/dot4/device.ts';
import type { DriverProfile, OpenPathKind, Shapes } from '#app/dot4/profile.ts';
import type { ChannelType } from '#app/dot4/sockets.ts';
import type { Sight } from '#app/evidence/evidence.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Action, Done } from '#app/remedy/action.ts';
import type { OnRequest } from '#app/requests/trace.ts';
import type { Result } from '#app/result.ts';

/**
 * Limits of one call. Past `deadlineMs` (milliseconds from the call, what waits in our own queue included) the request is
 * withdrawn, awaited and answered with fault `deadline`; an aborted signal does the same with fault `cancelled`. A request
 * that cannot be withdrawn is answered `deadline` with `withdrawn: false`, and its memory is kept until the driver gives it
 * back. Every limit counts by a monotonic clock.
 */
export interface CallOptions {
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Limits of a look at the system. */
export interface LookOptions extends CallOptions {
  /**
   * The look begins after this call, for whoever acts on what it shows. Without it the answer may be that of a look
   * that was under way already.
   */
  readonly fresh?: boolean | undefined;
}

/** What one look showed of one device. */
export interface StampedSight extends Sight {
  /** Nothing in it is older than this. Monotonic time of the driver's clock, which is `realClock` for Windows. */
  readonly begunAtMs: number;
}

/** Limits of one request. */
export interface RequestOptions extends CallOptions {
  /**
   * Milliseconds that the driver has for its answer, from the moment it was handed the request. With it `deadlineMs` bounds
   * the wait before that alone, so nothing is sent with less time than this: a request that is still in our own queue at
   * `deadlineMs` is answered `not-sent`; one that was sent is withdrawn after `answerWithinMs`, and its fault `deadline`
   * names that. Together they are the longest that the call may take, but for the grace of a withdrawal.
   */
  readonly answerWithinMs?: number | undefined;
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

/**
 * Our open connection to one device: the ten requests of d4drvif.h, each answering a value, never throwing for the
 * device. An argument that does not fit its field rejects with RangeError, and nothing is sent.
 *
 * Faults of every request: `refused` with the NTSTATUS of whatever was not STATUS_SUCCESS; `deadline`, `cancelled` (see
 * CallOptions); `not-sent`, when its deadline passed in our own queue; `malformed-reply`, when the driver vouches for
 * fewer bytes than the structure has or for more than were offered; `not-answering`, when a call does not return from
 * the driver; `device-gone` after `close` or when the device has left. Which status a driver gives for what is not
 * documented: those of the reference model stand in README.md.
 */
export interface DeviceLink {
  readonly deviceId: DeviceId;
  /** The kind of name by which it opened. */
  readonly openedBy: OpenPathKind;
  /** IOCTL_DOT4_CREATE_SOCKET, DOT4_DC_CREATE_DATA (56 bytes) both ways. One that is made too late is destroyed again. */
  createSocket(args: CreateSocketArguments, options: RequestOptions): Answer<SocketIds>;
  /** IOCTL_DOT4_DESTROY_SOCKET, DOT4_DC_DESTROY_DATA (1 byte). Whether open channels go with it the profile says. */
  destroySocket(args: { readonly hostSocket: number }, options: RequestOptions): Answer<void>;
  /** IOCTL_DOT4_OPEN_CHANNEL, DOT4_DC_OPEN_DATA (8 bytes) both ways. One that is opened too late is closed again. */
  openChannel(args: SocketArguments, options: RequestOptions): Answer<ChannelHandleArguments>;
  /** IOCTL_DOT4_WAIT_FOR_CHANNEL, as openChannel; pends until the peripheral opens a channel to the socket. */
  waitForChannel(args: SocketArguments, options: RequestOptions): Answer<ChannelHandleArguments>;
  /** IOCTL_DOT4_CLOSE_CHANNEL, CHANNEL_HANDLE (4 bytes). */
  closeChannel(args: ChannelHandleArguments, options: RequestOptions): Answer<void>;
  /** IOCTL_DOT4_READ, DOT4_DRIVER_CMD (16 bytes) and `size` bytes of room; pends until there is data, at most `size` bytes. */
  read(args: ReadArguments, options: RequestOptions): Answer<Uint8Array>;
  /** IOCTL_DOT4_WRITE, DOT4_DRIVER_CMD (16 bytes) and the data. Answers the number of bytes the driver took. */
  write(args: WriteArguments, options: RequestOptions): Answer<number>;
  /** IOCTL_DOT4_ADD_ACTIVITY_BROADCAST, CHANNEL_HANDLE (4 bytes): what happens on the channel is told to waitActivity. */
  addActivityBroadcast(args: ChannelHandleArguments, options: RequestOptions): Answer<void>;
  /** IOCTL_DOT4_REMOVE_ACTIVITY_BROADCAST, CHANNEL_HANDLE (4 bytes). */
  removeActivityBroadcast(args: ChannelHandleArguments, options: RequestOptions): Answer<void>;
  /** IOCTL_DOT4_WAIT_ACTIVITY_BROADCAST, DOT4_ACTIVITY (12 bytes) back; pends until something happens. */
  waitActivity(options: RequestOptions): Answer<Activity>;
  /**
   * Cancels what is pending (answered `cancelled`), awaits it, closes the handle. Later calls answer `device-gone`.
   * Takes no longer than the grace of a cancelled request and a second. Never rejects; safe to call twice.
   */
  close(): Promise<void>;
}

/** What talks to DOT4 devices: the Windows stack, or simulated printers. */
export interface Dot4Driver {
  readonly kind: 'windows' | 'simulator';
  /** Looks without opening any device. Fault `discovery-failed` with the call and GetLastError (1460: deadline, 995: signal). */
  discover(options: LookOptions): Answer<Discovery>;
  /** Calls back with what is there now, within two seconds after a device has arrived or left. */
  watch(onChange: (found: Discovery) => void): () => void;
  /** What the driver says of itself without being asked: nothing on Windows, its personality in the simulator. */
  profileOf(device: Device): DriverProfile;
  /**
   * What the system around the driver says of every device that is there (processes, services, spooler, device node),
   * without asking the driver: one look serves them all. Each source has a deadline of its own within `deadlineMs`;
   * one that fails is reported as not looked at and costs the others nothing. Fault `discovery-failed` as discover().
   */
  look(options: LookOptions): Answer<ReadonlyMap<DeviceId, StampedSight>>;
  /** Whether this program runs with an administrator's rights; null where that is not told. */
  isElevated(options: CallOptions): Promise<boolean | null>;
  /**
   * Opens it for overlapped requests, shared with everybody. Faults: `unknown-device`; `device-gone`; `access-denied` and
   * `open-failed` with the NTSTATUS of the refusal; `not-answering` past the deadline or after the signal, and an open
   * that returns later is closed again; `asleep` between `suspend` and `resume`.
   */
  open(deviceId: DeviceId, options: OpenOptions): Answer<DeviceLink>;
  /**
   * DESTROY_SOCKET by another process of ours, which opens the device for it and ends: what a driver refuses
   * there, it refuses to every program but the creator's.
   */
  destroyAsAnotherProcess(
    deviceId: DeviceId,
    args: { readonly hostSocket: number },
    options: Omit<RequestOptions, 'answerWithinMs'>,
  ): Answer<void>;
  /**
   * Told `channel-left-open` for a channel that the driver opened after its call had been answered without it (the
   * request could not be withdrawn), and that could not be closed again. Those that could are not told.
   */
  onChannelLeftOpen(listen: (fault: Fault) => void): () => void;
  /**
   * The computer is going to sleep: closes every link, so that what pends comes back, and opens none (fault `asleep`)
   * until `resume`. What a stack does with handles that sleep is not known, so none is kept through it.
   */
  suspend(): Promise<void>;
  resume(): void;
  /**
   * Does one thing to the system around a device, after it has looked once more that the target is the one named;
   * where the device itself is restarted, our links to it are closed first. Answers when it is done and was seen to
   * be. An action cannot be withdrawn: past `deadlineMs` it is answered with fault `action-late`, and how far it came
   * is not known.
   */
  act(deviceId: DeviceId, action: Action, options: { readonly deadlineMs: number }): Answer<Done>;
  /** Of simulated printers only: plays the person who switches the printer off and on. */
  switchOffAndOn?(deviceId: DeviceId): void;
  /** Closes every link and stops every thread and timer. */
  close(): Promise<void>;
}
