import { strict as assert } from 'node:assert';
import { ntStatus, type NtStatusName } from '#app/dot4/ntstatus.ts';
import { requestNames } from '#app/dot4/requests.ts';
import type { RequestTrace } from '#app/requests/trace.ts';
import { controlCodes } from '../wire/codes.ts';
import { sizeOf } from '../wire/layouts.ts';
import { pack } from '../wire/pack.ts';
import { everyRequest } from './every-request.ts';
import { ordinarySocket, type Stage } from './stage.ts';
import type { Group } from './suite.ts';

/** A link whose requests are told, and what was told so far. */
const traced = async (stage: Stage) => {
  const told: RequestTrace[] = [];
  const link = await stage.open({
    onRequest: (trace) => void told.push(structuredClone(trace)),
  });
  const last = (): RequestTrace => {
    const trace = told.at(-1);
    assert.ok(trace, 'nothing was told');
    return trace;
  };
  return { link, told, last };
};

const hex = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString('hex');

const completedWith = ({ end }: RequestTrace, name: NtStatusName) => {
  assert.ok(end.kind === 'completed', `it ended as ${end.kind}`);
  assert.equal(end.status, ntStatus(name).code);
  return end;
};

export const requestTraceCases: Group = ({ test }) => {
  test('each request is told once, with its control code', [], async (stage) => {
    const { link, told } = await traced(stage);
    const calls = await everyRequest(stage, link);
    for (const request of requestNames) {
      told.length = 0;
      await stage.answer(calls[request](stage.options({ deadlineMs: 200 })));
      if (request === 'CREATE_SOCKET') stage.mind(told[0]?.hostSocket ?? 0);
      assert.deepEqual(
        told.map(({ code }) => code),
        [controlCodes[request]],
      );
      assert.ok(told.every(({ durationMs }) => durationMs >= 0));
    }
  });

  test('the bytes that were sent and returned', [], async (stage) => {
    const { link, last } = await traced(stage);
    const hostSocket = await stage.socket(link, 'ECHO');
    const sent = pack('DOT4_DC_CREATE_DATA', {
      bPsid: 0,
      pServiceName: 'ECHO',
      bType: 1,
      ulBufferSize: ordinarySocket.readBufferSize,
      usMaxHtoPPacketSize: ordinarySocket.maxHostToPeripheralPacket,
      usMaxPtoHPacketSize: ordinarySocket.maxPeripheralToHostPacket,
      bHsid: 0,
    });
    const created = last();
    assert.equal(hex(created.input), hex(sent));
    assert.equal(hex(created.output.content), hex(sent));
    const reply = sent.slice();
    [reply[0], reply[52]] = [6, hostSocket];
    const end = completedWith(created, 'STATUS_SUCCESS');
    assert.equal(hex(end.returned), hex(reply));
    assert.equal(end.information, sizeOf('DOT4_DC_CREATE_DATA'));
    assert.equal(created.hostSocket, hostSocket);

    const opening = link.openChannel({ hostSocket, addActivity: true }, stage.options());
    const { channelHandle } = await stage.value(opening);
    const asked = { bHsid: hostSocket, fAddActivity: 1, hChannelHandle: 0 };
    assert.equal(hex(last().input), hex(pack('DOT4_DC_OPEN_DATA', asked)));
    const opened = pack('DOT4_DC_OPEN_DATA', { ...asked, hChannelHandle: channelHandle });
    assert.equal(hex(completedWith(last(), 'STATUS_SUCCESS').returned), hex(opened));
    assert.deepEqual([last().hostSocket, last().channelHandle], [hostSocket, channelHandle]);
  });

  test('data that is written and read, and the channel it concerns', [], async (stage) => {
    const { link, last } = await traced(stage);
    const { channelHandle } = await stage.channel(link, 'ECHO');
    const data = Uint8Array.of(1, 2, 3, 250);
    await stage.value(link.write({ channelHandle, data, timeoutMs: 0 }, stage.options()));
    const command = { hChannelHandle: channelHandle, ulSize: 4, ulOffset: 0, ulTimeout: 0 };
    assert.equal(hex(last().input), hex(pack('DOT4_DRIVER_CMD', command)));
    assert.equal(hex(last().output.content), hex(data));
    const written = completedWith(last(), 'STATUS_SUCCESS');
    assert.deepEqual([written.information, written.returned.byteLength], [4, 0]);

    await stage.value(link.read({ channelHandle, size: 9, timeoutMs: 0 }, stage.options()));
    assert.deepEqual(last().output, { size: 9, content: null });
    assert.equal(hex(completedWith(last(), 'STATUS_SUCCESS').returned), hex(data));
    assert.equal(last().channelHandle, channelHandle);
  });

  test('an activity with its channel', ['truth', 'emit-activity'], async (stage) => {
    const { link, last } = await traced(stage);
    const waiting = link.waitActivity(stage.options());
    await stage.pending(1);
    await stage.bench.emitActivity({ messageCode: 0x101, byteCount: 7, channelHandle: 0xfffffffe });
    await stage.value(waiting);
    const record = pack('DOT4_ACTIVITY', { ulMessage: 0x101, ulByteCount: 7, hChannel: 0xfffffffe });
    assert.equal(hex(completedWith(last(), 'STATUS_SUCCESS').returned), hex(record));
    assert.equal(last().channelHandle, 0xfffffffe);
  });

  test('a refusal with its status, and nothing returned', [], async (stage) => {
    const { link, last } = await traced(stage);
    await stage.fault(link.destroySocket({ hostSocket: 200 }, stage.options()));
    const end = completedWith(last(), 'STATUS_NOT_FOUND');
    assert.deepEqual([end.returned.byteLength, end.withdrawn, last().hostSocket], [0, null, 200]);
    assert.deepEqual(last().output, { size: 0, content: null });
  });

  test(
    'one withdrawn at its deadline has the status of its cancelling',
    ['truth', 'stall'],
    async (stage) => {
      const { link, last } = await traced(stage);
      await stage.bench.setFault('DESTROY_SOCKET', { kind: 'stall' });
      await stage.fault(link.destroySocket({ hostSocket: 200 }, stage.options({ deadlineMs: 40 })));
      assert.equal(completedWith(last(), 'STATUS_CANCELLED').withdrawn, 'deadline');
      assert.ok(last().durationMs >= 30);
    },
  );

  test('one withdrawn by its signal, too', ['truth', 'stall'], async (stage) => {
    const { link, last } = await traced(stage);
    await stage.bench.setFault('DESTROY_SOCKET', { kind: 'stall' });
    const abort = new AbortController();
    const calling = link.destroySocket({ hostSocket: 200 }, stage.options({ signal: abort.signal }));
    await stage.pending(1);
    abort.abort();
    await stage.fault(calling);
    assert.equal(completedWith(last(), 'STATUS_CANCELLED').withdrawn, 'signal');
  });

  test('one that is not given back has no status', ['truth', 'ignore-cancel'], async (stage) => {
    const { link, last } = await traced(stage);
    await stage.bench.setFault('DESTROY_SOCKET', { kind: 'ignore-cancel' });
    await stage.fault(link.destroySocket({ hostSocket: 200 }, stage.options({ deadlineMs: 40 })));
    assert.deepEqual(last().end, { kind: 'kept' });
    await stage.bench.clearFaults();
    await stage.pending(0);
  });

  test('one that is not sent is told as that', [], async (stage) => {
    const { link, last } = await traced(stage);
    const signal = AbortSignal.abort();
    await stage.fault(link.destroySocket({ hostSocket: 200 }, stage.options({ signal })));
    assert.deepEqual(last().end, { kind: 'not-sent', why: 'signal' });
    await stage.answer(link.close());
    await stage.fault(link.destroySocket({ hostSocket: 200 }, stage.options()));
    assert.deepEqual(last().end, { kind: 'not-sent', why: 'closed' });
  });
};
