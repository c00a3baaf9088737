import type { Activity } from '#app/dot4/activity.ts';
import type { Clock } from '#app/clock.ts';
import { ntStatus, type NtStatus } from '#app/dot4/ntstatus.ts';
import type { Shapes } from '#app/dot4/profile.ts';
import type { RequestName } from '#app/dot4/requests.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok, type Result } from '#app/result.ts';
import type {
  ChannelHandleArguments,
  DeviceLink,
  RequestOptions,
  SocketArguments,
  SocketIds,
} from '../port.ts';
import type { LateChannel } from '../undo.ts';
import {
  encodeCreateSocket,
  encodeDestroySocket,
  encodeHandleRequest,
  encodeRead,
  encodeSocketRequest,
  encodeWaitActivity,
  encodeWrite,
} from '../wire/requests.ts';
import { shapeNamed, type Shape } from '../wire/shapes.ts';
import { takesBuffers } from './buffers.ts';
import type { Channel } from './channel.ts';
import type { DeviceStack } from './device-stack.ts';
import type { Ask, Question } from './question.ts';
import type { OpenHandle } from './open-handle.ts';
import { activityReply, createdReply, openedReply } from './reply-bytes.ts';
import { nothingToWithdraw, type Reply, type Withdraw } from './waiting-line.ts';

const noSocket: SocketIds = { hostSocket: 0, peripheralSocket: 0 };
const noChannel: ChannelHandleArguments = { channelHandle: 0 };

/** 0 and INFINITE of ulTimeout mean no limit. */
const infinite = 0xffffffff;

type Work<T> = (reply: Reply<T>) => Withdraw;

/** Work that is done as soon as the driver gets to it. */
const atOnce =
  <T>(work: () => Result<T, NtStatus>): Work<T> =>
  (reply) => {
    reply(work());
    return nothingToWithdraw;
  };

/** ulTimeout: the driver's own limit, apart from the deadline of the call. */
const withTimeout =
  <T>(clock: Clock, timeoutMs: number, work: Work<T>): Work<T> =>
  (reply) => {
    const withdraw = work(reply);
    if (timeoutMs === 0 || timeoutMs === infinite) return withdraw;
    const stop = clock.after(timeoutMs, () => reply(fail(ntStatus('STATUS_IO_TIMEOUT'))));
    return () => {
      stop();
      withdraw();
    };
  };

/** The ten requests of the port, each an encoded request and what the model does with it. */
export const linkRequests = (
  ask: Ask,
  stack: DeviceStack,
  handle: OpenHandle,
  clock: Clock,
  shapes: Shapes,
  onLateChannel: (late: LateChannel) => void,
): Omit<DeviceLink, 'deviceId' | 'openedBy' | 'close'> => {
  const { model } = stack;
  const shape = (request: RequestName, options: RequestOptions): Shape =>
    shapeNamed(request, options.shape ?? shapes[request]);

  /** For replies that are a structure: a reply of full size carries one, else it is malformed. */
  const structure = async <T>(question: Question<T>, options: RequestOptions): Promise<Result<T, Fault>> => {
    const answer = await ask(takesBuffers(stack.personality(), question), options);
    if (!answer.ok) return answer;
    if (answer.value.value === null)
      throw new Error(`${question.encoded.request} reported bytes it never wrote`);
    return ok(answer.value.value);
  };

  const nothing = async (question: Question<void>, options: RequestOptions): Promise<Result<void, Fault>> => {
    const answer = await ask(takesBuffers(stack.personality(), question), options);
    return answer.ok ? ok(undefined) : answer;
  };

  /** A driver that answers success to all refuses nothing: it fills nothing, and says that it did. */
  const asPersonality =
    <T>(nothingDone: T, work: Work<T>): Work<T> =>
    (reply) => {
      if (!stack.personality().answersSuccessToAll) return work(reply);
      let isAtOnce = true;
      const withdraw = work((result) => reply(isAtOnce && !result.ok ? ok(nothingDone) : result));
      isAtOnce = false;
      return withdraw;
    };

  const onChannel =
    <T>(channelHandle: number, work: (channel: Channel, reply: Reply<T>) => Withdraw): Work<T> =>
    (reply) => {
      const found = model.channel(channelHandle);
      if (found.ok) return work(found.value, reply);
      reply(found);
      return nothingToWithdraw;
    };

  const lateChannel =
    ({ hostSocket }: SocketArguments) =>
    ({ channelHandle }: ChannelHandleArguments): void =>
      onLateChannel({ hostSocket, channelHandle });

  return {
    async createSocket(args, options) {
      const work = asPersonality(
        noSocket,
        atOnce<SocketIds>(() => model.createSocket(args, handle)),
      );
      const encoded = encodeCreateSocket(args, shape('CREATE_SOCKET', options));
      return structure({ encoded, replyOf: createdReply(encoded), work }, options);
    },

    async destroySocket(args, options) {
      const work = asPersonality(
        undefined,
        atOnce(() => model.destroySocket(args.hostSocket, handle)),
      );
      return nothing({ encoded: encodeDestroySocket(args, shape('DESTROY_SOCKET', options)), work }, options);
    },

    async openChannel(args, options) {
      const work = asPersonality(
        noChannel,
        atOnce(() => model.openChannel(args, handle)),
      );
      const encoded = encodeSocketRequest('OPEN_CHANNEL', args, shape('OPEN_CHANNEL', options));
      return structure({ encoded, replyOf: openedReply(encoded), work, onLate: lateChannel(args) }, options);
    },

    async waitForChannel(args, options) {
      const { waitForChannel } = stack.personality();
      const missing = atOnce<ChannelHandleArguments>(() => fail(ntStatus('STATUS_INVALID_DEVICE_REQUEST')));
      const waiting: Work<ChannelHandleArguments> = (reply) => model.waitForChannel(args, handle, reply);
      const encoded = encodeSocketRequest('WAIT_FOR_CHANNEL', args, shape('WAIT_FOR_CHANNEL', options));
      return structure(
        {
          encoded,
          replyOf: openedReply(encoded),
          cancellable: waitForChannel !== 'not-cancellable',
          work: asPersonality(noChannel, waitForChannel === 'missing' ? missing : waiting),
          onLate: lateChannel(args),
        },
        options,
      );
    },

    async closeChannel(args, options) {
      const work = asPersonality(
        undefined,
        atOnce(() => model.closeChannel(args.channelHandle)),
      );
      return nothing(
        { encoded: encodeHandleRequest('CLOSE_CHANNEL', args, shape('CLOSE_CHANNEL', options)), work },
        options,
      );
    },

    async read(args, options) {
      const { channelHandle, size, timeoutMs } = args;
      const work = asPersonality(
        new Uint8Array(),
        onChannel<Uint8Array>(channelHandle, (channel, reply) => channel.read(size, reply)),
      );
      const answer = await ask<Uint8Array>(
        {
          encoded: encodeRead(args, shape('READ', options)),
          replyBytes: (data) => data.length,
          replyOf: (data) => data,
          work: withTimeout(clock, timeoutMs, work),
        },
        options,
      );
      if (!answer.ok) return answer;
      return ok((answer.value.value ?? new Uint8Array()).slice(0, answer.value.bytes));
    },

    async write(args, options) {
      const { channelHandle, timeoutMs } = args;
      const data = args.data.slice();
      const work = asPersonality(
        0,
        onChannel<number>(channelHandle, (channel, reply) => channel.write(data, reply)),
      );
      const answer = await ask<number>(
        {
          encoded: encodeWrite(args, shape('WRITE', options)),
          replyBytes: (taken) => taken,
          work: withTimeout(clock, timeoutMs, work),
        },
        options,
      );
      return answer.ok ? ok(answer.value.bytes) : answer;
    },

    async addActivityBroadcast(args, options) {
      const work = asPersonality(
        undefined,
        atOnce(() => model.setBroadcast(args.channelHandle, true)),
      );
      return nothing(
        {
          encoded: encodeHandleRequest(
            'ADD_ACTIVITY_BROADCAST',
            args,
            shape('ADD_ACTIVITY_BROADCAST', options),
          ),
          work,
        },
        options,
      );
    },

    async removeActivityBroadcast(args, options) {
      const work = asPersonality(
        undefined,
        atOnce(() => model.setBroadcast(args.channelHandle, false)),
      );
      return nothing(
        {
          encoded: encodeHandleRequest(
            'REMOVE_ACTIVITY_BROADCAST',
            args,
            shape('REMOVE_ACTIVITY_BROADCAST', options),
          ),
          work,
        },
        options,
      );
    },

    async waitActivity(options) {
      const work: Work<Activity> = (reply) => model.waitActivity(reply);
      const encoded = encodeWaitActivity(shape('WAIT_ACTIVITY_BROADCAST', options));
      return structure({ encoded, replyOf: activityReply, work }, options);
    },
  };
};
