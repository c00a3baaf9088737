import { describe, expect, it } from 'vitest';
import { ntStatus, type NtStatusName } from '#app/dot4/ntstatus.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { RequestEnd, RequestTrace } from '#app/requests/trace.ts';
import { ok } from '#app/result.ts';
import { Link } from './link.ts';
import type { Limits, OnLate, Transport } from './transport.ts';
import { LateResults } from './undo.ts';
import { encodeCreatedSocket, encodeOpenedChannel } from './wire/replies.ts';
import type { EncodedRequest } from './wire/requests.ts';

const options = { deadlineMs: 50 };
const socket = {
  service: 'ECHO',
  peripheralSocket: 0,
  type: 'stream',
  readBufferSize: 1,
  maxHostToPeripheralPacket: 2,
  maxPeripheralToHostPacket: 3,
} as const;

const completed = (name: NtStatusName, returned: Uint8Array = new Uint8Array(0)): RequestEnd => ({
  kind: 'completed',
  status: ntStatus(name).code,
  information: returned.byteLength,
  returned,
  withdrawn: null,
  deviceGone: false,
});

interface Sent {
  readonly request: EncodedRequest;
  readonly limits: Limits;
  readonly onLate: OnLate | undefined;
}

/** Remembers what is sent over it, and answers as `answer` says. */
const scripted = (answer: (request: EncodedRequest) => RequestEnd) => {
  const sent: Sent[] = [];
  let closes = 0;
  const transport: Transport = {
    now: () => sent.length,
    send(request, limits, onLate) {
      sent.push({ request, limits, onLate });
      return Promise.resolve(answer(request));
    },
    close: () => Promise.resolve(void (closes += 1)),
  };
  return { transport, sent, closes: () => closes };
};

const kept: RequestEnd = { kind: 'kept' };

/** A link whose requests are kept by its driver, and one beside it that may be opened to undo what they did. */
const open = (undo: RequestEnd = completed('STATUS_SUCCESS')) => {
  const undoes = ({ request }: EncodedRequest): boolean =>
    request === 'DESTROY_SOCKET' || request === 'CLOSE_CHANNEL';
  const own = scripted((request) => (undoes(request) ? undo : kept));
  const other = scripted(() => undo);
  const late = new LateResults();
  const [leftOpen, traces]: [Fault[], RequestTrace[]] = [[], []];
  late.onChannelLeftOpen((fault) => leftOpen.push(fault));
  const linkOver = (transport: Transport): Link =>
    new Link(transport, {
      deviceId: 'd',
      openedBy: 'device-interface',
      onRequest: (trace) => traces.push(trace),
      onClosed: () => undefined,
      late,
      reopen: () => Promise.resolve(ok(linkOver(other.transport))),
    });
  return { link: linkOver(own.transport), own, other, leftOpen, traces };
};

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const lateAnswer = (
  { sent }: ReturnType<typeof scripted>,
  answer: (input: Uint8Array) => RequestEnd,
): void => {
  const first = sent[0];
  first?.onLate?.(answer(first.request.input));
};
const namesOf = ({ sent }: ReturnType<typeof scripted>): readonly string[] =>
  sent.map(({ request }) => request.request);

const madeSocket = (input: Uint8Array): RequestEnd =>
  completed('STATUS_SUCCESS', encodeCreatedSocket(input, { hostSocket: 77, peripheralSocket: 6 }));
const openedChannel = (input: Uint8Array): RequestEnd =>
  completed('STATUS_SUCCESS', encodeOpenedChannel(input, { channelHandle: 0x80000009 }));

describe('what a driver did for a call that was answered without it', () => {
  it('a socket is destroyed again', async () => {
    const { link, own, other } = open();
    expect(await link.createSocket(socket, options)).toMatchObject({ fault: { withdrawn: false } });
    lateAnswer(own, madeSocket);
    await settled();
    expect(namesOf(own)).toEqual(['CREATE_SOCKET', 'DESTROY_SOCKET']);
    expect(own.sent[1]?.request.input).toEqual(Uint8Array.of(77));
    expect(namesOf(other)).toEqual([]);
  });

  it('the same by a link opened for it, where its own was closed meanwhile', async () => {
    const { link, own, other } = open();
    await link.createSocket(socket, options);
    await link.close();
    lateAnswer(own, madeSocket);
    await settled();
    expect(namesOf(own)).toEqual(['CREATE_SOCKET']);
    expect(other.sent[0]?.request.input).toEqual(Uint8Array.of(77));
    expect(other.closes()).toBe(1);
  });

  it.each(['openChannel', 'waitForChannel'] as const)('a channel of %s is closed again', async (method) => {
    const { link, own, leftOpen } = open();
    await link[method]({ hostSocket: 4, addActivity: false }, options);
    lateAnswer(own, openedChannel);
    await settled();
    expect(own.sent[1]?.request).toMatchObject({
      request: 'CLOSE_CHANNEL',
      input: Uint8Array.of(9, 0, 0, 0x80),
    });
    expect(leftOpen).toEqual([]);
  });

  it('a channel that cannot be closed again is reported, but not one that left with its device', async () => {
    const channelOf = async (undo: RequestEnd) => {
      const { link, own, leftOpen } = open(undo);
      await link.openChannel({ hostSocket: 4, addActivity: false }, options);
      lateAnswer(own, openedChannel);
      await settled();
      return leftOpen;
    };
    const fault = { kind: 'channel-left-open', deviceId: 'd', hostSocket: 4 };
    expect(await channelOf(completed('STATUS_IO_DEVICE_ERROR'))).toEqual([fault]);
    expect(await channelOf({ kind: 'not-sent', why: 'closed' })).toEqual([]);
  });

  it('a refusal, and a reply that is too short, leave nothing to undo', async () => {
    for (const end of [completed('STATUS_NOT_FOUND'), completed('STATUS_SUCCESS', new Uint8Array(55))]) {
      const { link, own } = open();
      await link.createSocket(socket, options);
      lateAnswer(own, () => end);
      await settled();
      expect(namesOf(own)).toEqual(['CREATE_SOCKET']);
    }
  });
});

describe('a link', () => {
  it('sends nothing once it closes, or for a signal that is aborted already, and says so of each request', async () => {
    const { link, own, traces } = open();
    const aborted = { ...options, signal: AbortSignal.abort() };
    expect(await link.destroySocket({ hostSocket: 4 }, aborted)).toMatchObject({
      fault: { kind: 'cancelled' },
    });
    const closing = link.close();
    expect(await link.destroySocket({ hostSocket: 4 }, options)).toMatchObject({
      fault: { kind: 'device-gone' },
    });
    await closing;
    expect(own.sent).toEqual([]);
    expect(traces.map(({ end }) => end)).toEqual([
      { kind: 'not-sent', why: 'signal' },
      { kind: 'not-sent', why: 'closed' },
    ]);
  });

  it('closes its transport once', async () => {
    const { link, own } = open();
    await Promise.all([link.close(), link.close()]);
    await link.close();
    expect(own.closes()).toBe(1);
  });

  it('hands the limits of a request to its transport as they are', async () => {
    const { link, own } = open();
    const limits = { deadlineMs: 5000, answerWithinMs: 40, signal: new AbortController().signal };
    await link.waitForChannel({ hostSocket: 4, addActivity: false }, limits);
    expect(own.sent[0]?.limits).toEqual(limits);
  });
});
