import { strict as assert } from 'node:assert';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { DeviceLink } from '../port.ts';
import { expectCancelled, expectDeadline, expectRangeError, expectRefused } from './expectations.ts';
import type { Stage } from './stage.ts';
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

  const cameLate = ['truth', 'personalities', 'peripheral-opens'] as const;

  /** A WAIT_FOR_CHANNEL that was answered without its channel, which comes after all. */
  const letOneComeLate = async (stage: Stage, link: DeviceLink): Promise<number> => {
    await stage.bench.setPersonality({ waitForChannel: 'not-cancellable' });
    const hostSocket = await stage.socket(link, 'ECHO');
    const limit = { deadlineMs: 40 };
    const waiting = link.waitForChannel({ hostSocket, addActivity: false }, stage.options(limit));
    await expectDeadline(stage, waiting, { request: 'WAIT_FOR_CHANNEL', ...limit, withdrawn: false });
    return hostSocket;
  };
  const noChannel = async (stage: Stage): Promise<boolean> => {
    const { openChannels, pendingRequests, openHandles } = await stage.bench.truth();
    return openChannels === 0 && pendingRequests === 0 && openHandles <= 1;
  };

  test('a channel that comes after its call was answered is closed again', cameLate, async (stage) => {
    const faults: Fault[] = [];
    const stop = stage.bench.driver.onChannelLeftOpen((fault) => faults.push(fault));
    const hostSocket = await letOneComeLate(stage, await stage.open());
    await stage.bench.peripheralOpensChannel(hostSocket);
    assert.equal((await stage.bench.truth()).openChannels, 1);
    await stage.until('the channel was closed', () => noChannel(stage));
    stop();
    assert.deepEqual(faults, []);
  });

  test('the same when its link was closed meanwhile', cameLate, async (stage) => {
    const link = await stage.open();
    const hostSocket = await letOneComeLate(stage, link);
    await stage.answer(link.close());
    await stage.bench.peripheralOpensChannel(hostSocket);
    await stage.until('the channel was closed', async () => {
      return (await noChannel(stage)) && (await stage.bench.truth()).openHandles === 0;
    });
  });

  test('one that cannot be closed again is told', [...cameLate, 'force-status'], async (stage) => {
    const faults: Fault[] = [];
    const stop = stage.bench.driver.onChannelLeftOpen((fault) => faults.push(fault));
    const hostSocket = await letOneComeLate(stage, await stage.open());
    const ntstatus = ntStatus('STATUS_IO_DEVICE_ERROR');
    await stage.bench.setFault('CLOSE_CHANNEL', { kind: 'force-status', ntstatus });
    await stage.bench.peripheralOpensChannel(hostSocket);
    await stage.until('it was told', () => faults.length > 0);
    stop();
    const { deviceId } = stage.bench;
    assert.deepEqual(faults, [{ kind: 'channel-left-open', deviceId, hostSocket }]);
  });
};
