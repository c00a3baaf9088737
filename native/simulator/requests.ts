import type { Clock } from '#app/clock.ts';
import { ntStatus, type NtStatus, type NtStatusName } from '#app/dot4/ntstatus.ts';
import type { RequestName } from '#app/dot4/requests.ts';
import { fail, ok, type Result } from '#app/result.ts';
import { requestOf } from '../wire/codes.ts';
import { infinite } from '../wire/constants.ts';
import {
  decodeCreateSocket,
  decodeDataRequest,
  decodeDestroySocket,
  decodeHandleRequest,
  decodeSocketRequest,
  type DataArguments,
} from '../wire/decode-requests.ts';
import { layouts } from '../wire/layouts.ts';
import { encodeActivity, encodeCreatedSocket, encodeOpenedChannel } from '../wire/replies.ts';
import type { Part } from '../wire/shapes.ts';
import type { Channel } from './channel.ts';
import type { DriverModel } from './driver-model.ts';
import type { OpenHandle } from './open-handle.ts';
import { shapeWanted, type Personality } from './personality.ts';
import { nothingToWithdraw, type Reply, type Withdraw } from './waiting-line.ts';

/** A request as it reaches the driver: its code, and both buffers. The driver reads and writes the second one. */
export interface DriverRequest {
  readonly code: number;
  readonly input: Uint8Array;
  readonly output: Uint8Array;
  readonly owner: OpenHandle;
  /** False once the driver has decided not to give it back when it is cancelled. */
  cancellable: boolean;
}

/** Who answers: the driver of one device. */
export interface Driver {
  readonly clock: Clock;
  readonly model: DriverModel;
  readonly personality: () => Personality;
}

/** The Information of a success, or the status of a refusal; at once or later. */
type Answer = Reply<number>;
type Handler = (request: DriverRequest, driver: Driver, answer: Answer) => Withdraw;

/** The ten requests, in the buffer shapes of the reference model, as testdriver/requests.c has them in C. */
export const performRequest: Handler = (request, driver, answer) => {
  const name = requestOf(request.code);
  if (name === undefined) return atOnce(answer, refused('STATUS_INVALID_DEVICE_REQUEST'));
  const { input, output } = shapeWanted(driver.personality(), name);
  const fits = request.input.byteLength >= bytesOf(input) && request.output.byteLength >= bytesOf(output);
  if (!fits) return atOnce(answer, refused('STATUS_BUFFER_TOO_SMALL'));
  if (!driver.personality().answersSuccessToAll) return handlers[name](request, driver, answer);
  return withoutRefusals(bytesOf(output), answer, (answered) => handlers[name](request, driver, answered));
};

/** A driver that answers success to all refuses nothing: it fills nothing, and says that it did. */
const withoutRefusals = (bytes: number, answer: Answer, perform: (answer: Answer) => Withdraw): Withdraw => {
  let isAtOnce = true;
  const withdraw = perform((result) => answer(isAtOnce && !result.ok ? ok(bytes) : result));
  isAtOnce = false;
  return withdraw;
};

/** The least size of a buffer; how much data it has room for the driver sees when it gets there. */
const bytesOf = (part: Part): number => (part === 'none' || part === 'data' ? 0 : layouts[part].size);

const refused = (name: NtStatusName): Result<never, NtStatus> => fail(ntStatus(name));

const atOnce = (answer: Answer, result: Result<number, NtStatus>): Withdraw => {
  answer(result);
  return nothingToWithdraw;
};

/** Writes a reply into the second buffer; Information counts from its beginning. */
const given = (output: Uint8Array, bytes: Uint8Array, offset = 0): Result<number, NtStatus> => {
  output.set(bytes, offset);
  return ok(bytes.byteLength === 0 ? 0 : offset + bytes.byteLength);
};

/** Reads the first buffer; what it cannot mean is refused. */
const reading =
  <A>(
    decode: (input: Uint8Array) => A | null,
    handle: (args: A, request: DriverRequest, driver: Driver, answer: Answer) => Withdraw,
  ): Handler =>
  (request, driver, answer) => {
    const args = decode(request.input);
    if (args === null) return atOnce(answer, refused('STATUS_INVALID_PARAMETER'));
    return handle(args, request, driver, answer);
  };

/** ulTimeout: the driver's own limit, apart from the deadline of the call. */
const withTimeout = (clock: Clock, timeoutMs: number, answer: Answer, withdraw: Withdraw): Withdraw => {
  if (timeoutMs === 0 || timeoutMs === infinite) return withdraw;
  const stop = clock.after(timeoutMs, () => answer(refused('STATUS_IO_TIMEOUT')));
  return () => {
    stop();
    withdraw();
  };
};

/** READ and WRITE: the part of the second buffer that the command names, on the channel that it names. */
const moving = (
  move: (channel: Channel, args: DataArguments, output: Uint8Array, answer: Answer) => Withdraw,
): Handler =>
  reading(decodeDataRequest, (args, { output }, { clock, model }, answer) => {
    const found = model.channel(args.channelHandle);
    if (!found.ok) return atOnce(answer, found);
    if (args.offset + args.size > output.byteLength)
      return atOnce(answer, refused('STATUS_INVALID_PARAMETER'));
    return withTimeout(clock, args.timeoutMs, answer, move(found.value, args, output, answer));
  });

const setBroadcast = (broadcast: boolean): Handler =>
  reading(decodeHandleRequest, ({ channelHandle }, _, { model }, answer) =>
    atOnce(answer, withNothing(model.setBroadcast(channelHandle, broadcast))),
  );

const withNothing = (result: Result<void, NtStatus>): Result<number, NtStatus> =>
  result.ok ? ok(0) : result;

const handlers: Readonly<Record<RequestName, Handler>> = {
  CREATE_SOCKET: reading(decodeCreateSocket, (args, { input, output, owner }, { model }, answer) => {
    const made = model.createSocket(args, owner);
    return atOnce(answer, made.ok ? given(output, encodeCreatedSocket(input, made.value)) : made);
  }),
  DESTROY_SOCKET: reading(decodeDestroySocket, ({ hostSocket }, { owner }, { model }, answer) =>
    atOnce(answer, withNothing(model.destroySocket(hostSocket, owner))),
  ),
  OPEN_CHANNEL: reading(decodeSocketRequest, (args, { input, output, owner }, { model }, answer) => {
    const opened = model.openChannel(args, owner);
    return atOnce(answer, opened.ok ? given(output, encodeOpenedChannel(input, opened.value)) : opened);
  }),
  WAIT_FOR_CHANNEL: reading(decodeSocketRequest, (args, request, { model, personality }, answer) => {
    const { waitForChannel } = personality();
    if (waitForChannel === 'missing') return atOnce(answer, refused('STATUS_INVALID_DEVICE_REQUEST'));
    if (waitForChannel === 'not-cancellable') request.cancellable = false;
    const { input, output, owner } = request;
    return model.waitForChannel(args, owner, (opened) =>
      answer(opened.ok ? given(output, encodeOpenedChannel(input, opened.value)) : opened),
    );
  }),
  CLOSE_CHANNEL: reading(decodeHandleRequest, ({ channelHandle }, _, { model }, answer) =>
    atOnce(answer, withNothing(model.closeChannel(channelHandle))),
  ),
  READ: moving((channel, { size, offset }, output, answer) =>
    channel.read(size, (data) => answer(data.ok ? given(output, data.value, offset) : data)),
  ),
  WRITE: moving((channel, { size, offset }, output, answer) =>
    channel.write(output.slice(offset, offset + size), answer),
  ),
  ADD_ACTIVITY_BROADCAST: setBroadcast(true),
  REMOVE_ACTIVITY_BROADCAST: setBroadcast(false),
  WAIT_ACTIVITY_BROADCAST: ({ output }, { model }, answer) =>
    model.waitActivity((record) => answer(record.ok ? given(output, encodeActivity(record.value)) : record)),
};
