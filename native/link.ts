import type { Activity } from '#app/dot4/activity.ts';
import type { DeviceId } from '#app/dot4/device.ts';
import type { OpenPathKind, Shapes } from '#app/dot4/profile.ts';
import type { RequestName } from '#app/dot4/requests.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { OnRequest, RequestEnd } from '#app/requests/trace.ts';
import { fail, ok, type Result } from '#app/result.ts';
import { answerOf, type Reply } from './answers.ts';
import type {
  ChannelHandleArguments,
  CreateSocketArguments,
  DeviceLink,
  ReadArguments,
  RequestOptions,
  SocketArguments,
  SocketIds,
  WriteArguments,
} from './port.ts';
import type { OnLate, Transport } from './transport.ts';
import type { Asking, LateResults } from './undo.ts';
import { decodeActivity } from './wire/activity.ts';
import { decodeCreatedSocket, decodeOpenedChannel } from './wire/replies.ts';
import {
  encodeCreateSocket,
  encodeDestroySocket,
  encodeHandleRequest,
  encodeRead,
  encodeSocketRequest,
  encodeWaitActivity,
  encodeWrite,
  type EncodedRequest,
} from './wire/requests.ts';
import { shapeNamed, type Shape } from './wire/shapes.ts';
import { traceOf } from './wire/trace.ts';

type Answer<T> = Promise<Result<T, Fault>>;
/** The value of a reply; null where its bytes are too few. */
type Decode<T> = (reply: Reply) => T | null;

export interface LinkParts {
  readonly deviceId: DeviceId;
  readonly openedBy: OpenPathKind;
  readonly shapes?: Shapes | undefined;
  readonly onRequest?: OnRequest | undefined;
  readonly onClosed: () => void;
  readonly late: LateResults;
  /** Opens the device once more, for what has to be undone after this link was closed. */
  readonly reopen: Asking['reopen'];
}

const nothing: Decode<void> = () => undefined;

/** The ten requests over one transport: encode, send, answer, decode. */
export class Link implements DeviceLink {
  readonly deviceId: DeviceId;
  readonly openedBy: OpenPathKind;
  readonly #transport: Transport;
  readonly #parts: LinkParts;
  #closing: Promise<void> | null = null;

  constructor(transport: Transport, parts: LinkParts) {
    this.deviceId = parts.deviceId;
    this.openedBy = parts.openedBy;
    this.#transport = transport;
    this.#parts = parts;
  }

  async createSocket(args: CreateSocketArguments, options: RequestOptions): Answer<SocketIds> {
    const encoded = encodeCreateSocket(args, this.#shape('CREATE_SOCKET', options));
    return this.#ask(
      encoded,
      options,
      ({ bytes }) => decodeCreatedSocket(bytes),
      ({ hostSocket }) => void this.#parts.late.destroy(this.#asking, hostSocket),
    );
  }

  async destroySocket(args: { readonly hostSocket: number }, options: RequestOptions): Answer<void> {
    const encoded = encodeDestroySocket(args, this.#shape('DESTROY_SOCKET', options));
    return this.#ask(encoded, options, nothing);
  }

  async openChannel(args: SocketArguments, options: RequestOptions): Answer<ChannelHandleArguments> {
    return this.#channelOf('OPEN_CHANNEL', args, options);
  }

  async waitForChannel(args: SocketArguments, options: RequestOptions): Answer<ChannelHandleArguments> {
    return this.#channelOf('WAIT_FOR_CHANNEL', args, options);
  }

  async closeChannel(args: ChannelHandleArguments, options: RequestOptions): Answer<void> {
    return this.#onHandle('CLOSE_CHANNEL', args, options);
  }

  async read(args: ReadArguments, options: RequestOptions): Answer<Uint8Array> {
    return this.#ask(encodeRead(args, this.#shape('READ', options)), options, ({ bytes }) => bytes);
  }

  async write(args: WriteArguments, options: RequestOptions): Answer<number> {
    const encoded = encodeWrite(args, this.#shape('WRITE', options));
    return this.#ask(encoded, options, ({ information }) => information);
  }

  async addActivityBroadcast(args: ChannelHandleArguments, options: RequestOptions): Answer<void> {
    return this.#onHandle('ADD_ACTIVITY_BROADCAST', args, options);
  }

  async removeActivityBroadcast(args: ChannelHandleArguments, options: RequestOptions): Answer<void> {
    return this.#onHandle('REMOVE_ACTIVITY_BROADCAST', args, options);
  }

  async waitActivity(options: RequestOptions): Answer<Activity> {
    const encoded = encodeWaitActivity(this.#shape('WAIT_ACTIVITY_BROADCAST', options));
    return this.#ask(encoded, options, ({ bytes }) => decodeActivity(bytes));
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#transport.close().then(() => this.#parts.onClosed()));
  }

  #channelOf(
    request: 'OPEN_CHANNEL' | 'WAIT_FOR_CHANNEL',
    args: SocketArguments,
    options: RequestOptions,
  ): Answer<ChannelHandleArguments> {
    return this.#ask(
      encodeSocketRequest(request, args, this.#shape(request, options)),
      options,
      ({ bytes }) => decodeOpenedChannel(bytes),
      ({ channelHandle }) => void this.#parts.late.close(this.#asking, args.hostSocket, channelHandle),
    );
  }

  #onHandle(
    request: Parameters<typeof encodeHandleRequest>[0],
    args: ChannelHandleArguments,
    options: RequestOptions,
  ): Answer<void> {
    return this.#ask(encodeHandleRequest(request, args, this.#shape(request, options)), options, nothing);
  }

  get #asking(): Asking {
    return { link: this, reopen: this.#parts.reopen };
  }

  #shape(request: RequestName, options: RequestOptions): Shape {
    return shapeNamed(request, options.shape ?? this.#parts.shapes?.[request]);
  }

  /** `onLate`: what the driver did for a call that had been answered without it, and nobody else knows of. */
  async #ask<T>(
    encoded: EncodedRequest,
    options: RequestOptions,
    decode: Decode<T>,
    onLate?: (value: T) => void,
  ): Answer<T> {
    const valueOf = (end: RequestEnd): Result<T, Fault> => {
      const reply = answerOf(this.deviceId, encoded, options, end);
      if (!reply.ok) return reply;
      const value = decode(reply.value);
      if (value !== null) return ok(value);
      const { request, replyBytes: expectedBytes } = encoded;
      const receivedBytes = reply.value.information;
      return fail({ kind: 'malformed-reply', request, expectedBytes, receivedBytes });
    };
    const startedAt = this.#transport.now();
    const undo = (late: RequestEnd): void => {
      const came = valueOf(late);
      if (came.ok) onLate?.(came.value);
    };
    const end = await this.#send(encoded, options, onLate && undo);
    this.#parts.onRequest?.(traceOf(encoded, end, this.#transport.now() - startedAt));
    return valueOf(end);
  }

  #send(encoded: EncodedRequest, options: RequestOptions, onLate?: OnLate): Promise<RequestEnd> {
    if (this.#closing !== null) return Promise.resolve({ kind: 'not-sent', why: 'closed' });
    if (options.signal?.aborted) return Promise.resolve({ kind: 'not-sent', why: 'signal' });
    return this.#transport.send(encoded, options, onLate);
  }
}
