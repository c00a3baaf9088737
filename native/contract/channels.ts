import { strict as assert } from 'node:assert';
import { expectRangeError, expectRefused } from './expectations.ts';
import type { Group } from './suite.ts';

export const channelCases: Group = ({ test }) => {
  test('opens and closes a channel', ['truth'], async (stage) => {
    const link = await stage.open();
    const { channelHandle } = await stage.channel(link, 'HP-SCAN');
    assert.ok(Number.isInteger(channelHandle) && channelHandle > 0 && channelHandle <= 0xffffffff);
    assert.equal((await stage.bench.truth()).openChannels, 1);
    await stage.value(link.closeChannel({ channelHandle }, stage.options()));
    assert.equal((await stage.bench.truth()).openChannels, 0);
  });

  test('each channel has a handle of its own', [], async (stage) => {
    const link = await stage.open();
    const handles = new Set<number>();
    for (const service of ['PRINT', 'HP-SCAN', 'ECHO', 'HP-FAX-SEND'])
      handles.add((await stage.channel(link, service)).channelHandle);
    assert.equal(handles.size, 4);
  });

  test('opens again after closing; the old handle stays dead', [], async (stage) => {
    const link = await stage.open();
    const { hostSocket, channelHandle } = await stage.channel(link, 'ECHO');
    await stage.value(link.closeChannel({ channelHandle }, stage.options()));
    await stage.value(link.openChannel({ hostSocket, addActivity: false }, stage.options()));
    const again = link.closeChannel({ channelHandle }, stage.options());
    await expectRefused(stage, again, 'CLOSE_CHANNEL', 'STATUS_INVALID_HANDLE');
  });

  for (const hostSocket of [0, 1, 255])
    test(`no channel without a socket: ${hostSocket}`, ['truth'], async (stage) => {
      const link = await stage.open();
      const answer = link.openChannel({ hostSocket, addActivity: true }, stage.options());
      await expectRefused(stage, answer, 'OPEN_CHANNEL', 'STATUS_NOT_FOUND');
      assert.equal((await stage.bench.truth()).openChannels, 0);
    });

  for (const hostSocket of [-1, 256])
    test(`OPEN_CHANNEL throws RangeError for host socket ${hostSocket}`, [], async (stage) => {
      const link = await stage.open();
      const args = { hostSocket, addActivity: false };
      await expectRangeError(stage, () => link.openChannel(args, stage.options()));
    });

  test('one channel for a peripheral socket: twice on one host socket', [], async (stage) => {
    const link = await stage.open();
    const { hostSocket } = await stage.channel(link, 'HP-SCAN');
    const second = link.openChannel({ hostSocket, addActivity: false }, stage.options());
    await expectRefused(stage, second, 'OPEN_CHANNEL', 'STATUS_DEVICE_BUSY');
  });

  test('one channel for a peripheral socket: two host sockets of one service', ['truth'], async (stage) => {
    const link = await stage.open();
    await stage.channel(link, 'HP-SCAN');
    const hostSocket = await stage.socket(link, 'HP-SCAN');
    const second = link.openChannel({ hostSocket, addActivity: false }, stage.options());
    await expectRefused(stage, second, 'OPEN_CHANNEL', 'STATUS_DEVICE_BUSY');
    assert.equal((await stage.bench.truth()).openChannels, 1);
  });

  test(
    'a leaked channel keeps its service busy until the socket is destroyed',
    ['other-program'],
    async (stage) => {
      const [leaked] = await stage.bench.otherProgramLeaks(['HP-SCAN'], { openChannels: true });
      assert.ok(leaked !== undefined);
      stage.mind(leaked);
      const link = await stage.open();
      const hostSocket = await stage.socket(link, 'HP-SCAN');
      const args = { hostSocket, addActivity: false };
      await expectRefused(
        stage,
        link.openChannel(args, stage.options()),
        'OPEN_CHANNEL',
        'STATUS_DEVICE_BUSY',
      );
      await stage.value(link.destroySocket({ hostSocket: leaked }, stage.options()));
      await stage.value(link.openChannel(args, stage.options()));
    },
  );

  for (const channelHandle of [0, 0x7fffffff, 0xffffffff])
    test(`no such channel: ${channelHandle}`, [], async (stage) => {
      const link = await stage.open();
      const closing = link.closeChannel({ channelHandle }, stage.options());
      await expectRefused(stage, closing, 'CLOSE_CHANNEL', 'STATUS_INVALID_HANDLE');
    });

  for (const channelHandle of [-1, 0x100000000])
    test(`CLOSE_CHANNEL throws RangeError for handle ${channelHandle}`, [], async (stage) => {
      const link = await stage.open();
      await expectRangeError(stage, () => link.closeChannel({ channelHandle }, stage.options()));
    });

  test('closes a channel once', [], async (stage) => {
    const link = await stage.open();
    const { channelHandle } = await stage.channel(link, 'ECHO');
    await stage.value(link.closeChannel({ channelHandle }, stage.options()));
    const again = link.closeChannel({ channelHandle }, stage.options());
    await expectRefused(stage, again, 'CLOSE_CHANNEL', 'STATUS_INVALID_HANDLE');
  });

  test('closing a channel ends its READ', ['truth'], async (stage) => {
    const link = await stage.open();
    const { channelHandle } = await stage.channel(link, 'ECHO');
    const reading = link.read({ channelHandle, size: 1, timeoutMs: 0 }, stage.options());
    await stage.pending(1);
    await stage.value(link.closeChannel({ channelHandle }, stage.options()));
    await expectRefused(stage, reading, 'READ', 'STATUS_CANCELLED');
  });
};
