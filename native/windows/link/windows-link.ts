import type { Activity } from '#app/dot4/activity.ts';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { DeviceId } from '#app/dot4/device.ts';
import type { OpenPathKind, Shapes } from '#app/dot4/profile.ts';
import type { RequestName } from '#app/dot4/requests.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok, type Result } from '#app/result.ts';
import type {
  ChannelHandleArguments,
  CreateSocketArguments,
  DeviceLink,
  ReadArguments,
  RequestOptions,
  SocketArguments,
  SocketIds,
  WriteArguments,
} from '../../port.ts';
import type { LateChannel } from '../../undo.ts';
import { decodeActivity } from '../../wire/activity.ts';
import { decodeCreatedSocket, decodeOpenedChannel } from '../../wire/replies.ts';
import {
  encodeCreateSocket,
  encodeDestroySocket,
  encodeHandleRequest,
  encodeRead,
  encodeSocketRequest,
  encodeWaitActivity,
  encodeWrite,
  type EncodedRequest,
} from '../../wire/requests.ts';
import { shapeNamed, type Shape } from '../../wire/shapes.ts';
import { answerOf, type Reply } from './answers.ts';
import type { LinkThread, OnLate } from './link-thread.ts';
import { openPathKind } from './open-path-kind.ts';

type Answer<T> = Promise<Result<T, Fault>>;
type Decode<T> = (bytes: Uint8Array) => T | null;

/** What a link tells the driver it belongs to. */
export interface LinkEvents {
  readonly onClosed: () => void;
  /** A socket was made, or a channel opened, for a call that had been answered without it. */
  readonly onLateSocket: (hostSocket: number) => void;
  readonly onLateChannel: (late: LateChannel) => void;
}

const isSuccess = (status: number): boolean => status === ntStatus('STATUS_SUCCESS').code;

/** The ten requests over one worker thread: encode, send, decode. */
export class WindowsLink implements DeviceLink {
  readonly deviceId: DeviceId;
  readonly #thread: LinkThread;
  readonly openedBy: OpenPathKind;
  readonly #shapes: Shapes;
  readonly #events: LinkEvents;

  constructor(deviceId: DeviceId, thread: LinkThread, shapes: Shapes, events: LinkEvents) {
    this.deviceId = deviceId;
    this.openedBy = openPathKind(thread.path);
    this.#shapes = shapes;
    this.#thread = thread;
    this.#events = events;
  }

  /** A socket that is made after its call was answered without it is destroyed again: nobody knows its number. */
  async createSocket(args: CreateSocketArguments, options: RequestOptions): Answer<SocketIds> {
    const encoded = encodeCreateSocket(args, this.#shape('CREATE_SOCKET', options));
    return this.#asking(encoded, options, decodeCreatedSocket, ({ status, bytes }) => {
      const made = isSuccess(status) ? decodeCreatedSocket(bytes) : null;
      if (made !== null) this.#events.onLateSocket(made.hostSocket);
    });
  }

  async destroySocket(args: { readonly hostSocket: number }, options: RequestOptions): Answer<void> {
    return this.#telling(encodeDestroySocket(args, this.#shape('DESTROY_SOCKET', options)), options);
  }

  async openChannel(args: SocketArguments, options: RequestOptions): Answer<ChannelHandleArguments> {
    return this.#asking(
      encodeSocketRequest('OPEN_CHANNEL', args, this.#shape('OPEN_CHANNEL', options)),
      options,
      decodeOpenedChannel,
      this.#lateChannel(args),
    );
  }

  async waitForChannel(args: SocketArguments, options: RequestOptions): Answer<ChannelHandleArguments> {
    return this.#asking(
      encodeSocketRequest('WAIT_FOR_CHANNEL', args, this.#shape('WAIT_FOR_CHANNEL', options)),
      options,
      decodeOpenedChannel,
      this.#lateChannel(args),
    );
  }

  async closeChannel(args: ChannelHandleArguments, options: RequestOptions): Answer<void> {
    return this.#telling(
      encodeHandleRequest('CLOSE_CHANNEL', args, this.#shape('CLOSE_CHANNEL', options)),
      options,
    );
  }

  async read(args: ReadArguments, options: RequestOptions): Answer<Uint8Array> {
    return this.#asking(encodeRead(args, this.#shape('READ', options)), options, (bytes) => bytes);
  }

  async write(args: WriteArguments, options: RequestOptions): Answer<number> {
    const reply = await this.#send(encodeWrite(args, this.#shape('WRITE', options)), options);
    return reply.ok ? ok(reply.value.information) : reply;
  }

  async addActivityBroadcast(args: ChannelHandleArguments, options: RequestOptions): Answer<void> {
    return this.#telling(
      encodeHandleRequest('ADD_ACTIVITY_BROADCAST', args, this.#shape('ADD_ACTIVITY_BROADCAST', options)),
      options,
    );
  }

  async removeActivityBroadcast(args: ChannelHandleArguments, options: RequestOptions): Answer<void> {
    return this.#telling(
      encodeHandleRequest(
        'REMOVE_ACTIVITY_BROADCAST',
        args,
        this.#shape('REMOVE_ACTIVITY_BROADCAST', options),
      ),
      options,
    );
  }

  async waitActivity(options: RequestOptions): Answer<Activity> {
    return this.#asking(
      encodeWaitActivity(this.#shape('WAIT_ACTIVITY_BROADCAST', options)),
      options,
      decodeActivity,
    );
  }

  async close(): Promise<void> {
    await this.#thread.close();
    this.#events.onClosed();
  }

  #lateChannel({ hostSocket }: SocketArguments): OnLate {
    return ({ status, bytes }) => {
      const opened = isSuccess(status) ? decodeOpenedChannel(bytes) : null;
      if (opened !== null) this.#events.onLateChannel({ hostSocket, ...opened });
    };
  }

  #shape(request: RequestName, options: RequestOptions): Shape {
    return shapeNamed(request, options.shape ?? this.#shapes[request]);
  }

  async #send(encoded: EncodedRequest, options: RequestOptions, onLate?: OnLate): Answer<Reply> {
    const end = await this.#thread.call(encoded, options, onLate);
    return answerOf(this.deviceId, encoded, options.deadlineMs, end);
  }

  async #telling(encoded: EncodedRequest, options: RequestOptions): Answer<void> {
    const reply = await this.#send(encoded, options);
    return reply.ok ? ok(undefined) : reply;
  }

  async #asking<T>(
    encoded: EncodedRequest,
    options: RequestOptions,
    decode: Decode<T>,
    onLate?: OnLate,
  ): Answer<T> {
    const reply = await this.#send(encoded, options, onLate);
    if (!reply.ok) return reply;
    const { bytes, information } = reply.value;
    const value = decode(bytes);
    if (value !== null) return ok(value);
    const { request, replyBytes } = encoded;
    return fail({ kind: 'malformed-reply', request, expectedBytes: replyBytes, receivedBytes: information });
  }
}
