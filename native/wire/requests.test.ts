import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestNames } from '#app/dot4/requests.ts';
import { decodeActivity } from './activity.ts';
import { sizeOf } from './layouts.ts';
import { pack } from './pack.ts';
import { decodeCreatedSocket, decodeOpenedChannel } from './replies.ts';
import {
  encodeCreateSocket,
  encodeDestroySocket,
  encodeHandleRequest,
  encodeRead,
  encodeSocketRequest,
  encodeWaitActivity,
  encodeWrite,
  type EncodedRequest,
} from './requests.ts';
import { shapes, type Shape } from './shapes.ts';

const scan = {
  service: 'HP-SCAN',
  peripheralSocket: 0,
  type: 'stream',
  readBufferSize: 4096,
  maxHostToPeripheralPacket: 512,
  maxPeripheralToHostPacket: 512,
} as const;
const handle = { channelHandle: 0xfffffff0 };

const encoders: Record<(typeof requestNames)[number], (shape: Shape) => EncodedRequest> = {
  OPEN_CHANNEL: (shape) => encodeSocketRequest('OPEN_CHANNEL', { hostSocket: 4, addActivity: true }, shape),
  CLOSE_CHANNEL: (shape) => encodeHandleRequest('CLOSE_CHANNEL', handle, shape),
  READ: (shape) => encodeRead({ ...handle, size: 100, timeoutMs: 0 }, shape),
  WRITE: (shape) => encodeWrite({ ...handle, data: Uint8Array.of(1, 2, 3), timeoutMs: 0 }, shape),
  ADD_ACTIVITY_BROADCAST: (shape) => encodeHandleRequest('ADD_ACTIVITY_BROADCAST', handle, shape),
  REMOVE_ACTIVITY_BROADCAST: (shape) => encodeHandleRequest('REMOVE_ACTIVITY_BROADCAST', handle, shape),
  WAIT_ACTIVITY_BROADCAST: (shape) => encodeWaitActivity(shape),
  CREATE_SOCKET: (shape) => encodeCreateSocket(scan, shape),
  WAIT_FOR_CHANNEL: (shape) =>
    encodeSocketRequest('WAIT_FOR_CHANNEL', { hostSocket: 4, addActivity: false }, shape),
  DESTROY_SOCKET: (shape) => encodeDestroySocket({ hostSocket: 4 }, shape),
};

describe.each(requestNames)('%s', (request) => {
  it('can be sent in every shape of the table', () => {
    for (const shape of shapes[request]) {
      const encoded = encoders[request](shape);
      const expectedInput = shape.input === 'none' || shape.input === 'data' ? 0 : sizeOf(shape.input);
      expect(encoded.input.byteLength).toBe(expectedInput);
      if (shape.output === 'none') expect(encoded.output.size).toBe(0);
      else if (shape.output !== 'data') expect(encoded.output.size).toBe(sizeOf(shape.output));
      expect(encoded.replyBytes).toBeLessThanOrEqual(encoded.output.size);
    }
  });
});

describe('requests', () => {
  it('carry data in the second buffer only', () => {
    const data = Uint8Array.of(1, 2, 3);
    const write = encodeWrite({ ...handle, data, timeoutMs: 7 });
    expect(write.output).toEqual({ size: 3, content: data });
    expect(write.input).toEqual(
      pack('DOT4_DRIVER_CMD', { hChannelHandle: 0xfffffff0, ulSize: 3, ulOffset: 0, ulTimeout: 7 }),
    );
    data[0] = 99;
    expect(write.output.content?.[0]).toBe(1);
  });

  it('send nothing for a socket number that is no byte', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 256 }), fc.integer({ max: -1 }), fc.double({ noInteger: true })),
        (hostSocket) => {
          expect(() => encodeDestroySocket({ hostSocket })).toThrow(RangeError);
        },
      ),
    );
  });
});

describe('replies', () => {
  it('are refused when short', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(decodeCreatedSocket(bytes) === null).toBe(bytes.byteLength < 56);
        expect(decodeOpenedChannel(bytes) === null).toBe(bytes.byteLength < 8);
        expect(decodeActivity(bytes) === null).toBe(bytes.byteLength < 12);
      }),
    );
  });

  it('carry what the driver filled in', () => {
    const created = encodeCreateSocket(scan).input;
    created[0] = 4;
    created[52] = 200;
    expect(decodeCreatedSocket(created)).toEqual({ hostSocket: 200, peripheralSocket: 4 });
    expect(decodeOpenedChannel(Uint8Array.of(4, 0, 0, 0, 0xff, 0xff, 0xff, 0xff))).toEqual({
      channelHandle: 0xffffffff,
    });
  });

  it('name an activity message, and keep the number of one without a name', () => {
    const record = (ulMessage: number) =>
      decodeActivity(pack('DOT4_ACTIVITY', { ulMessage, ulByteCount: 5, hChannel: 6 }));
    expect(record(0x105)).toEqual({
      message: 'channel-closed',
      messageCode: 0x105,
      byteCount: 5,
      channelHandle: 6,
    });
    expect(record(0x104)).toMatchObject({ message: 'other', messageCode: 0x104 });
  });
});
