import { strict as assert } from 'node:assert';
import { expectDeadline, expectRangeError, expectRefused } from './expectations.ts';
import { ordinarySocket } from './stage.ts';
import type { Group } from './suite.ts';

export const destroySocketCases: Group = ({ test }) => {
  test('frees the socket, once', ['truth'], async (stage) => {
    const link = await stage.open();
    const hostSocket = await stage.socket(link, 'HP-SCAN');
    await stage.value(link.destroySocket({ hostSocket }, stage.options()));
    assert.deepEqual((await stage.bench.truth()).hostSockets, []);
    const again = link.destroySocket({ hostSocket }, stage.options());
    await expectRefused(stage, again, 'DESTROY_SOCKET', 'STATUS_NOT_FOUND');
  });

  test('gives the number to the next one', [], async (stage) => {
    const link = await stage.open();
    const hostSocket = await stage.socket(link, 'HP-SCAN');
    await stage.value(link.destroySocket({ hostSocket }, stage.options()));
    assert.equal(await stage.socket(link, 'HP-SCAN'), hostSocket);
  });

  test('never touches the transaction channel', [], async (stage) => {
    const link = await stage.open();
    const answer = link.destroySocket({ hostSocket: 0 }, stage.options());
    await expectRefused(stage, answer, 'DESTROY_SOCKET', 'STATUS_INVALID_PARAMETER');
  });

  for (const hostSocket of [1, 5, 128, 255])
    test(`no such socket: ${hostSocket}`, ['truth'], async (stage) => {
      const link = await stage.open();
      const other = await stage.socket(link, 'HP-SCAN');
      const answer = link.destroySocket({ hostSocket }, stage.options());
      await expectRefused(stage, answer, 'DESTROY_SOCKET', 'STATUS_NOT_FOUND');
      assert.deepEqual((await stage.bench.truth()).hostSockets, [other]);
    });

  for (const hostSocket of [-1, 256, 4.5, Number.NaN])
    test(`throws RangeError for host socket ${hostSocket}`, [], async (stage) => {
      const link = await stage.open();
      await expectRangeError(stage, () => link.destroySocket({ hostSocket }, stage.options()));
    });

  test('takes an open channel down with it', ['truth'], async (stage) => {
    const link = await stage.open();
    const { hostSocket, channelHandle } = await stage.channel(link, 'ECHO');
    assert.equal((await stage.bench.truth()).openChannels, 1);
    await stage.value(link.destroySocket({ hostSocket }, stage.options()));
    assert.equal((await stage.bench.truth()).openChannels, 0);
    const closing = link.closeChannel({ channelHandle }, stage.options());
    await expectRefused(stage, closing, 'CLOSE_CHANNEL', 'STATUS_INVALID_HANDLE');
  });

  test(
    'is refused with a warning while a channel is open, where the driver is so',
    ['truth', 'personalities'],
    async (stage) => {
      await stage.bench.setPersonality({ destroyWithOpenChannel: 'busy' });
      const link = await stage.open();
      const { hostSocket, channelHandle } = await stage.channel(link, 'ECHO');
      const refused = link.destroySocket({ hostSocket }, stage.options());
      await expectRefused(stage, refused, 'DESTROY_SOCKET', 'STATUS_DEVICE_BUSY');
      const { hostSockets, openChannels } = await stage.bench.truth();
      assert.deepEqual({ hostSockets, openChannels }, { hostSockets: [hostSocket], openChannels: 1 });
      await stage.value(link.closeChannel({ channelHandle }, stage.options()));
      await stage.value(link.destroySocket({ hostSocket }, stage.options()));
    },
  );

  test(
    'succeeds for what does not exist, like every other request, where the driver is so',
    ['truth', 'personalities'],
    async (stage) => {
      await stage.bench.setPersonality({ answersSuccessToAll: true });
      const link = await stage.open();
      const hostSocket = await stage.socket(link, 'ECHO');
      const nobody = { hostSocket: 200, addActivity: false };
      const none = { channelHandle: 0 };
      await stage.value(link.destroySocket(nobody, stage.options()));
      assert.deepEqual(await stage.value(link.openChannel(nobody, stage.options())), none);
      assert.deepEqual(await stage.value(link.waitForChannel(nobody, stage.options())), none);
      await stage.value(link.closeChannel(none, stage.options()));
      const service = 'NO-SUCH-SERVICE';
      const made = await stage.value(link.createSocket({ ...ordinarySocket, service }, stage.options()));
      assert.equal(made.hostSocket, 0);
      const waiting = link.waitForChannel(
        { hostSocket, addActivity: false },
        stage.options({ deadlineMs: 40 }),
      );
      await expectDeadline(stage, waiting, { request: 'WAIT_FOR_CHANNEL', deadlineMs: 40, withdrawn: true });
      const { hostSockets, openChannels } = await stage.bench.truth();
      assert.deepEqual({ hostSockets, openChannels }, { hostSockets: [hostSocket], openChannels: 0 });
    },
  );

  test('ends what waits on the socket and its channel', ['truth'], async (stage) => {
    const link = await stage.open();
    const { hostSocket, channelHandle } = await stage.channel(link, 'ECHO');
    const reading = link.read({ channelHandle, size: 8, timeoutMs: 0 }, stage.options());
    const waiting = link.waitForChannel({ hostSocket, addActivity: false }, stage.options());
    await stage.pending(2);
    await stage.value(link.destroySocket({ hostSocket }, stage.options()));
    await expectRefused(stage, reading, 'READ', 'STATUS_CANCELLED');
    await expectRefused(stage, waiting, 'WAIT_FOR_CHANNEL', 'STATUS_CANCELLED');
    await stage.pending(0);
  });

  for (const openChannels of [false, true])
    test(
      `frees what a dead program left, ${openChannels ? 'with' : 'without'} channels`,
      ['truth', 'other-program'],
      async (stage) => {
        const leaked = await stage.bench.otherProgramLeaks(['HP-SCAN', 'HP-FAX-SEND'], { openChannels });
        stage.mind(...leaked);
        const before = await stage.bench.truth();
        assert.deepEqual(
          before.hostSockets,
          [...leaked].sort((a, b) => a - b),
        );
        assert.equal(before.openChannels, openChannels ? 2 : 0);
        assert.equal(before.openHandles, 0);
        const link = await stage.open();
        for (const hostSocket of leaked)
          await stage.value(link.destroySocket({ hostSocket }, stage.options()));
        const after = await stage.bench.truth();
        assert.deepEqual(after.hostSockets, []);
        assert.equal(after.openChannels, 0);
      },
    );
};
