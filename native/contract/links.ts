import { strict as assert } from 'node:assert';
import { requestNames } from '#app/dot4/requests.ts';
import { everyRequest } from './every-request.ts';
import { expectCancelled } from './expectations.ts';
import type { Group } from './suite.ts';

export const linkCases: Group = ({ test }) => {
  test('opens and closes one handle', ['truth'], async (stage) => {
    const link = await stage.open();
    assert.equal(link.deviceId, stage.bench.deviceId);
    assert.equal((await stage.bench.truth()).openHandles, 1);
    await stage.answer(link.close());
    assert.equal((await stage.bench.truth()).openHandles, 0);
  });

  test('closes once, however often it is told', [], async (stage) => {
    const link = await stage.open();
    await stage.answer(Promise.all([link.close(), link.close()]));
    await stage.answer(link.close());
  });

  test('answers every request after close with device-gone', [], async (stage) => {
    const link = await stage.open();
    const calls = await everyRequest(stage, link);
    await stage.answer(link.close());
    for (const request of requestNames) {
      const fault = await stage.fault(calls[request](stage.options()));
      assert.deepEqual(fault, { kind: 'device-gone', deviceId: stage.bench.deviceId }, request);
    }
  });

  test('cancels what is pending when it closes', ['truth'], async (stage) => {
    const link = await stage.open();
    const { channelHandle } = await stage.channel(link, 'ECHO');
    const hostSocket = await stage.socket(link, 'HP-SCAN');
    const pending = {
      READ: link.read({ channelHandle, size: 8, timeoutMs: 0 }, stage.options()),
      WAIT_FOR_CHANNEL: link.waitForChannel({ hostSocket, addActivity: false }, stage.options()),
      WAIT_ACTIVITY_BROADCAST: link.waitActivity(stage.options()),
    };
    await stage.pending(3);
    await stage.answer(link.close());
    await expectCancelled(stage, pending.READ, 'READ');
    await expectCancelled(stage, pending.WAIT_FOR_CHANNEL, 'WAIT_FOR_CHANNEL');
    await expectCancelled(stage, pending.WAIT_ACTIVITY_BROADCAST, 'WAIT_ACTIVITY_BROADCAST');
    await stage.pending(0);
    assert.equal((await stage.bench.truth()).openHandles, 0);
  });

  test('leaves its sockets to the driver when it closes', ['truth'], async (stage) => {
    const link = await stage.open();
    const hostSocket = await stage.socket(link, 'HP-SCAN');
    await stage.answer(link.close());
    assert.deepEqual((await stage.bench.truth()).hostSockets, [hostSocket]);
  });

  test('two links on one device do not disturb each other', ['truth'], async (stage) => {
    const [one, other] = [await stage.open(), await stage.open()];
    assert.equal((await stage.bench.truth()).openHandles, 2);
    const hostSocket = await stage.socket(one, 'HP-SCAN');
    const abort = new AbortController();
    const args = { hostSocket, addActivity: false };
    const waiting = other.waitForChannel(args, stage.options({ signal: abort.signal }));
    await stage.pending(1);
    await stage.answer(one.close());
    await stage.pending(1);
    abort.abort();
    await expectCancelled(stage, waiting, 'WAIT_FOR_CHANNEL');
    await stage.value(other.destroySocket({ hostSocket }, stage.options()));
  });

  test('closing the driver closes every link', ['truth'], async (stage) => {
    const [one, other] = [await stage.open(), await stage.open()];
    const waiting = one.waitActivity(stage.options());
    await stage.pending(1);
    await stage.answer(stage.bench.driver.close());
    await expectCancelled(stage, waiting, 'WAIT_ACTIVITY_BROADCAST');
    const late = await stage.fault(other.waitActivity(stage.options()));
    assert.equal(late.kind, 'device-gone');
    assert.equal((await stage.bench.truth()).openHandles, 0);
  });
};
