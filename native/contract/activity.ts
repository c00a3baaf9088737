import { strict as assert } from 'node:assert';
import { expectCancelled, expectDeadline, expectRefused } from './expectations.ts';
import type { Group } from './suite.ts';

const records = [
  { messageCode: 0x100, message: 'stream-received' },
  { messageCode: 0x101, message: 'stream-credits' },
  { messageCode: 0x102, message: 'message-received' },
  { messageCode: 0x103, message: 'disconnect' },
  { messageCode: 0x104, message: 'other' },
  { messageCode: 0x105, message: 'channel-closed' },
  { messageCode: 0, message: 'other' },
  { messageCode: 0xffffffff, message: 'other' },
] as const;

export const activityCases: Group = ({ test }) => {
  for (const { messageCode, message } of records)
    test(`message 0x${messageCode.toString(16)} is ${message}`, ['truth', 'emit-activity'], async (stage) => {
      const link = await stage.open();
      const waiting = link.waitActivity(stage.options());
      await stage.pending(1);
      const record = { messageCode, byteCount: 0xffffffff, channelHandle: 0xfffffffe };
      await stage.bench.emitActivity(record);
      assert.deepEqual(await stage.value(waiting), { message, ...record });
    });

  test('tells everybody who waits', ['truth', 'emit-activity'], async (stage) => {
    const [one, other] = [await stage.open(), await stage.open()];
    const waiting = [one, one, other].map((link) => link.waitActivity(stage.options()));
    await stage.pending(3);
    await stage.bench.emitActivity({ messageCode: 0x100, byteCount: 7, channelHandle: 1 });
    for (const told of waiting) assert.equal((await stage.value(told)).byteCount, 7);
  });

  test('a channel opened with activity tells what it receives', ['truth'], async (stage) => {
    const link = await stage.open();
    const { channelHandle } = await stage.channel(link, 'ECHO', true);
    const waiting = link.waitActivity(stage.options());
    await stage.pending(1);
    await stage.value(link.write({ channelHandle, data: new Uint8Array(12), timeoutMs: 0 }, stage.options()));
    const expected = { message: 'stream-received', messageCode: 0x100, byteCount: 12, channelHandle };
    assert.deepEqual(await stage.value(waiting), expected);
  });

  test('broadcast is added and removed for one channel', ['truth'], async (stage) => {
    const link = await stage.open();
    const { channelHandle } = await stage.channel(link, 'ECHO');
    const write = () => link.write({ channelHandle, data: new Uint8Array(2), timeoutMs: 0 }, stage.options());
    const abort = new AbortController();
    const waiting = link.waitActivity(stage.options({ signal: abort.signal }));
    await stage.pending(1);
    await stage.value(write());
    await stage.pending(1);
    await stage.value(link.addActivityBroadcast({ channelHandle }, stage.options()));
    await stage.value(write());
    assert.equal((await stage.value(waiting)).channelHandle, channelHandle);
    await stage.value(link.removeActivityBroadcast({ channelHandle }, stage.options()));
    const unheard = link.waitActivity(stage.options({ signal: abort.signal }));
    await stage.pending(1);
    await stage.value(write());
    await stage.pending(1);
    abort.abort();
    await expectCancelled(stage, unheard, 'WAIT_ACTIVITY_BROADCAST');
  });

  test('tells that a channel went with its socket', ['truth'], async (stage) => {
    const link = await stage.open();
    const { hostSocket, channelHandle } = await stage.channel(link, 'ECHO', true);
    const waiting = link.waitActivity(stage.options());
    await stage.pending(1);
    await stage.value(link.destroySocket({ hostSocket }, stage.options()));
    const expected = { message: 'channel-closed', messageCode: 0x105, byteCount: 0, channelHandle };
    assert.deepEqual(await stage.value(waiting), expected);
  });

  for (const channelHandle of [0, 0xffffffff])
    test(`no such channel: ${channelHandle}`, [], async (stage) => {
      const link = await stage.open();
      const adding = link.addActivityBroadcast({ channelHandle }, stage.options());
      await expectRefused(stage, adding, 'ADD_ACTIVITY_BROADCAST', 'STATUS_INVALID_HANDLE');
      const removing = link.removeActivityBroadcast({ channelHandle }, stage.options());
      await expectRefused(stage, removing, 'REMOVE_ACTIVITY_BROADCAST', 'STATUS_INVALID_HANDLE');
    });

  test('waits no longer than its deadline', ['truth'], async (stage) => {
    const link = await stage.open();
    const limit = { deadlineMs: 40 };
    const expected = { request: 'WAIT_ACTIVITY_BROADCAST', ...limit, withdrawn: true } as const;
    await expectDeadline(stage, link.waitActivity(stage.options(limit)), expected);
    await stage.pending(0);
  });
};
