import { strict as assert } from 'node:assert';
import { expectCancelled, expectDeadline, expectRangeError, expectRefused } from './expectations.ts';
import type { Group } from './suite.ts';

export const waitForChannelCases: Group = ({ test }) => {
  for (const hostSocket of [0, 1, 255])
    test(`no such socket: ${hostSocket}`, [], async (stage) => {
      const link = await stage.open();
      const answer = link.waitForChannel({ hostSocket, addActivity: false }, stage.options());
      await expectRefused(stage, answer, 'WAIT_FOR_CHANNEL', 'STATUS_NOT_FOUND');
    });

  test('throws RangeError for host socket 256', [], async (stage) => {
    const link = await stage.open();
    const args = { hostSocket: 256, addActivity: false };
    await expectRangeError(stage, () => link.waitForChannel(args, stage.options()));
  });

  test('pends, is cancelled, and leaves nothing', ['truth'], async (stage) => {
    const link = await stage.open();
    const hostSocket = await stage.socket(link, 'HP-SCAN');
    const abort = new AbortController();
    const options = stage.options({ signal: abort.signal });
    const waiting = link.waitForChannel({ hostSocket, addActivity: false }, options);
    await stage.pending(1);
    abort.abort();
    await expectCancelled(stage, waiting, 'WAIT_FOR_CHANNEL');
    const { pendingRequests, openChannels, hostSockets } = await stage.bench.truth();
    assert.deepEqual({ pendingRequests, openChannels }, { pendingRequests: 0, openChannels: 0 });
    assert.deepEqual(hostSockets, [hostSocket]);
  });

  test('pends, meets its deadline, and leaves nothing', ['truth'], async (stage) => {
    const link = await stage.open();
    const hostSocket = await stage.socket(link, 'HP-SCAN');
    const limit = { deadlineMs: 40 };
    const waiting = link.waitForChannel({ hostSocket, addActivity: false }, stage.options(limit));
    await expectDeadline(stage, waiting, { request: 'WAIT_FOR_CHANNEL', ...limit, withdrawn: true });
    const { pendingRequests, openChannels } = await stage.bench.truth();
    assert.deepEqual({ pendingRequests, openChannels }, { pendingRequests: 0, openChannels: 0 });
  });

  test(
    'tells an existing foreign socket from one that is gone',
    ['truth', 'other-program'],
    async (stage) => {
      const [hostSocket] = await stage.bench.otherProgramLeaks(['HP-SCAN'], { openChannels: true });
      assert.ok(hostSocket !== undefined);
      stage.mind(hostSocket);
      const link = await stage.open();
      const args = { hostSocket, addActivity: false };
      const abort = new AbortController();
      const probe = link.waitForChannel(args, stage.options({ signal: abort.signal }));
      await stage.pending(1);
      abort.abort();
      await expectCancelled(stage, probe, 'WAIT_FOR_CHANNEL');
      await stage.value(link.destroySocket({ hostSocket }, stage.options()));
      const second = link.waitForChannel(args, stage.options());
      await expectRefused(stage, second, 'WAIT_FOR_CHANNEL', 'STATUS_NOT_FOUND');
    },
  );

  test('catches the channel that the peripheral opens', ['truth', 'peripheral-opens'], async (stage) => {
    const link = await stage.open();
    const hostSocket = await stage.socket(link, 'ECHO');
    const waiting = link.waitForChannel({ hostSocket, addActivity: false }, stage.options());
    await stage.pending(1);
    await stage.bench.peripheralOpensChannel(hostSocket);
    const { channelHandle } = await stage.value(waiting);
    assert.equal((await stage.bench.truth()).openChannels, 1);
    await stage.value(link.write({ channelHandle, data: new Uint8Array(3), timeoutMs: 0 }, stage.options()));
    await stage.value(link.closeChannel({ channelHandle }, stage.options()));
    assert.equal((await stage.bench.truth()).openChannels, 0);
  });

  test('gives the channel to whoever waits longest', ['truth', 'peripheral-opens'], async (stage) => {
    const link = await stage.open();
    const hostSocket = await stage.socket(link, 'ECHO');
    const args = { hostSocket, addActivity: false };
    const first = link.waitForChannel(args, stage.options());
    await stage.pending(1);
    const abort = new AbortController();
    const second = link.waitForChannel(args, stage.options({ signal: abort.signal }));
    await stage.pending(2);
    await stage.bench.peripheralOpensChannel(hostSocket);
    const { channelHandle } = await stage.value(first);
    await stage.pending(1);
    abort.abort();
    await expectCancelled(stage, second, 'WAIT_FOR_CHANNEL');
    await stage.value(link.closeChannel({ channelHandle }, stage.options()));
  });

  test('catches nothing once it was cancelled', ['truth', 'peripheral-opens'], async (stage) => {
    const link = await stage.open();
    const hostSocket = await stage.socket(link, 'ECHO');
    const abort = new AbortController();
    const options = stage.options({ signal: abort.signal });
    const waiting = link.waitForChannel({ hostSocket, addActivity: false }, options);
    await stage.pending(1);
    abort.abort();
    await expectCancelled(stage, waiting, 'WAIT_FOR_CHANNEL');
    await stage.bench.peripheralOpensChannel(hostSocket);
    assert.equal((await stage.bench.truth()).openChannels, 0);
  });
};
