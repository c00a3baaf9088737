import { describe, expect, it } from 'vitest';
import { ntStatusOf } from '#app/dot4/ntstatus.ts';
import { requestNames } from '#app/dot4/requests.ts';
import { controlCodes } from '../wire/codes.ts';
import { layouts } from '../wire/layouts.ts';
import { pack } from '../wire/pack.ts';
import { decodeActivity } from '../wire/activity.ts';
import { decodeCreatedSocket, decodeOpenedChannel } from '../wire/replies.ts';
import { present, testBench } from './test-bench.ts';

const bytes = (size: number): Uint8Array => new Uint8Array(size);

interface Ended {
  readonly status: string | null;
  readonly information: number;
}

/** A driver that is asked in bytes, past every link of ours. */
const driver = () => {
  const { controls, id, clock } = testBench();
  const { stack } = controls.world.printer(id);
  const opened = stack.openHandle({ name: 'raw.exe', pid: 8 });
  if (!opened.ok) throw new Error('it did not open');
  return {
    controls,
    id,
    ask: async (code: number, input: Uint8Array, output = bytes(0)): Promise<Ended | null> => {
      const ends: Ended[] = [];
      const request = { code, input, output, owner: opened.value, cancellable: true };
      stack.dispatcher.send(request, ({ status, information }) => {
        ends.push({ status: ntStatusOf(status).name, information });
      });
      await clock.advance(10);
      return ends[0] ?? null;
    },
  };
};

const status = async (answer: Promise<Ended | null>): Promise<string | null> =>
  (await answer)?.status ?? null;

/** As native/README.md lists them, and testdriver/requests.c checks them. */
const sizes = {
  CREATE_SOCKET: [56, 56],
  DESTROY_SOCKET: [1, 0],
  OPEN_CHANNEL: [8, 8],
  WAIT_FOR_CHANNEL: [8, 8],
  CLOSE_CHANNEL: [4, 0],
  READ: [16, 0],
  WRITE: [16, 0],
  ADD_ACTIVITY_BROADCAST: [4, 0],
  REMOVE_ACTIVITY_BROADCAST: [4, 0],
  WAIT_ACTIVITY_BROADCAST: [0, 12],
} as const;

const createEcho = pack('DOT4_DC_CREATE_DATA', {
  ...{ bPsid: 6, pServiceName: '', bType: 1, ulBufferSize: 100 },
  ...{ usMaxHtoPPacketSize: 64, usMaxPtoHPacketSize: 64, bHsid: 0 },
});

describe('the simulated driver refuses by the bytes it got', () => {
  const tooSmall = 'STATUS_BUFFER_TOO_SMALL';

  it.each(requestNames)('%s: buffers that are shorter than the model lists', async (request) => {
    const { ask } = driver();
    const [input, output] = sizes[request];
    const code = controlCodes[request];
    if (input > 0) expect(await status(ask(code, bytes(input - 1), bytes(output)))).toBe(tooSmall);
    if (output > 0) expect(await status(ask(code, bytes(input), bytes(output - 1)))).toBe(tooSmall);
    expect(await status(ask(code, bytes(input), bytes(output)))).not.toBe(tooSmall);
    expect(await status(ask(code, bytes(input + 9), bytes(output + 9)))).not.toBe(tooSmall);
  });

  it('a code that is none of the ten', async () => {
    const { ask } = driver();
    expect(await status(ask(0x003a202e, bytes(56), bytes(56)))).toBe('STATUS_INVALID_DEVICE_REQUEST');
  });

  it('a channel type that there is not, and a service name without its end', async () => {
    const { ask, controls, id } = driver();
    const { bType, pServiceName } = layouts.DOT4_DC_CREATE_DATA.fields;
    const otherType = createEcho.slice();
    otherType[bType.at] = 3;
    const endless = createEcho.slice().fill(0x41, pServiceName.at, pServiceName.at + pServiceName.length);
    for (const input of [otherType, endless])
      expect(await status(ask(controlCodes.CREATE_SOCKET, input, bytes(56)))).toBe(
        'STATUS_INVALID_PARAMETER',
      );
    expect(controls.holdings(id).hostSockets).toEqual([]);
  });
});

describe('the simulated driver answers in bytes', () => {
  /** An ECHO channel that was opened in bytes. */
  const echo = async () => {
    const raw = driver();
    const made = bytes(56);
    expect(await raw.ask(controlCodes.CREATE_SOCKET, createEcho, made)).toEqual({
      status: 'STATUS_SUCCESS',
      information: 56,
    });
    const { hostSocket } = present(decodeCreatedSocket(made) ?? undefined);
    const opened = bytes(8);
    await raw.ask(controlCodes.OPEN_CHANNEL, Uint8Array.of(hostSocket, 1, 0, 0, 0, 0, 0, 0), opened);
    const { channelHandle } = present(decodeOpenedChannel(opened) ?? undefined);
    const command = (ulSize: number, ulOffset: number): Uint8Array =>
      pack('DOT4_DRIVER_CMD', { hChannelHandle: channelHandle, ulSize, ulOffset, ulTimeout: 5 });
    return { ...raw, channelHandle, command };
  };

  it('what it made stands in the second buffer, beside what was sent', async () => {
    const { ask } = driver();
    const made = bytes(60);
    await ask(controlCodes.CREATE_SOCKET, createEcho, made);
    const expected = createEcho.slice();
    expected[layouts.DOT4_DC_CREATE_DATA.fields.bHsid.at] = 6;
    expect(made).toEqual(Uint8Array.of(...expected, 0, 0, 0, 0));
  });

  it('WRITE sends and READ fills the part that the command names; Information counts from the beginning', async () => {
    const { ask, command } = await echo();
    const data = Uint8Array.of(9, 9, 1, 2, 3, 9);
    expect(await ask(controlCodes.WRITE, command(3, 2), data)).toEqual({
      status: 'STATUS_SUCCESS',
      information: 3,
    });
    const read = bytes(8);
    expect(await ask(controlCodes.READ, command(4, 4), read)).toEqual({
      status: 'STATUS_SUCCESS',
      information: 7,
    });
    expect(read).toEqual(Uint8Array.of(0, 0, 0, 0, 1, 2, 3, 0));
  });

  it.each(['READ', 'WRITE'] as const)('%s beyond the end of its buffer is refused', async (request) => {
    const { ask, command } = await echo();
    for (const [size, offset] of [
      [5, 0],
      [1, 4],
      [0xffffffff, 0xffffffff],
    ] as const)
      expect(await status(ask(controlCodes[request], command(size, offset), bytes(4)))).toBe(
        'STATUS_INVALID_PARAMETER',
      );
  });

  it('an activity, whatever its number', async () => {
    const { ask, controls, id } = driver();
    const output = bytes(12);
    const asking = ask(controlCodes.WAIT_ACTIVITY_BROADCAST, bytes(0), output);
    const record = { messageCode: 0x104, byteCount: 5, channelHandle: 0xfffffffe };
    await asking;
    controls.emitActivity(id, record);
    expect(decodeActivity(output)).toEqual({ message: 'other', ...record });
  });
});
