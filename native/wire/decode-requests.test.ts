import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestNames } from '#app/dot4/requests.ts';
import { controlCodes, requestOf } from './codes.ts';
import {
  decodeCreateSocket,
  decodeDataRequest,
  decodeDestroySocket,
  decodeHandleRequest,
  decodeSocketRequest,
} from './decode-requests.ts';
import { layouts } from './layouts.ts';
import {
  encodeCreateSocket,
  encodeDestroySocket,
  encodeHandleRequest,
  encodeRead,
  encodeSocketRequest,
} from './requests.ts';
import { shapes } from './shapes.ts';

const u8 = fc.integer({ min: 0, max: 0xff });
const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.integer({ min: 0, max: 0xffffffff });
const service = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 40,
});
const create = fc.record({
  service,
  peripheralSocket: u8,
  type: fc.constantFrom('stream' as const, 'packet' as const),
  readBufferSize: u32,
  maxHostToPeripheralPacket: u16,
  maxPeripheralToHostPacket: u16,
});

describe('a driver reads what was sent', () => {
  it('CREATE_SOCKET', () => {
    fc.assert(
      fc.property(create, (args) => {
        expect(decodeCreateSocket(encodeCreateSocket(args).input)).toEqual(args);
      }),
    );
  });

  it('DESTROY_SOCKET, OPEN_CHANNEL and WAIT_FOR_CHANNEL', () => {
    const onSocket = fc.record({ hostSocket: u8, addActivity: fc.boolean() });
    const request = fc.constantFrom('OPEN_CHANNEL' as const, 'WAIT_FOR_CHANNEL' as const);
    fc.assert(
      fc.property(request, onSocket, (name, args) => {
        expect(decodeSocketRequest(encodeSocketRequest(name, args).input)).toEqual(args);
        const { hostSocket } = args;
        expect(decodeDestroySocket(encodeDestroySocket({ hostSocket }).input)).toEqual({ hostSocket });
      }),
    );
  });

  it('READ, and what concerns a channel, in each of its shapes', () => {
    const data = fc.record({ channelHandle: u32, size: u32, timeoutMs: u32 });
    fc.assert(
      fc.property(data, fc.constantFrom(...shapes.CLOSE_CHANNEL), (args, shape) => {
        expect(decodeDataRequest(encodeRead(args).input)).toEqual({ ...args, offset: 0 });
        const { channelHandle } = args;
        const { input } = encodeHandleRequest('CLOSE_CHANNEL', { channelHandle }, shape);
        expect(decodeHandleRequest(input)).toEqual({ channelHandle });
      }),
    );
  });

  it('its control code', () => {
    for (const request of requestNames) expect(requestOf(controlCodes[request])).toBe(request);
    expect(requestOf(controlCodes.CREATE_SOCKET + 1)).toBeUndefined();
  });
});

describe('a driver makes nothing of', () => {
  it('bytes that are too few', () => {
    const sizes = [
      [decodeCreateSocket, 56],
      [decodeDestroySocket, 1],
      [decodeSocketRequest, 8],
      [decodeHandleRequest, 4],
      [decodeDataRequest, 16],
    ] as const;
    const valid = encodeCreateSocket({
      ...{ service: 'ECHO', peripheralSocket: 1, type: 'stream', readBufferSize: 1 },
      ...{ maxHostToPeripheralPacket: 1, maxPeripheralToHostPacket: 1 },
    }).input;
    for (const [decode, size] of sizes) {
      expect(decode(valid.slice(0, size - 1))).toBeNull();
      expect(decode(valid.slice(0, size))).not.toBeNull();
    }
  });

  it('a channel type that there is not, and a service name without its end', () => {
    const { bType, pServiceName } = layouts.DOT4_DC_CREATE_DATA.fields;
    fc.assert(
      fc.property(create, u8, (args, type) => {
        const { input } = encodeCreateSocket(args);
        const endless = input.slice().fill(0x41, pServiceName.at, pServiceName.at + pServiceName.length);
        expect(decodeCreateSocket(endless)).toBeNull();
        input[bType.at] = type;
        expect(decodeCreateSocket(input) === null).toBe(type !== 1 && type !== 2);
      }),
    );
  });
});
