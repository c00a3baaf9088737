import { strict as assert } from 'node:assert';
import { ntStatus, type NtStatusName } from '#app/dot4/ntstatus.ts';
import { requestNames } from '#app/dot4/requests.ts';
import type { DeviceLink } from '../port.ts';
import { everyRequest, type Calls } from './every-request.ts';
import { expectCancelled, expectRefused } from './expectations.ts';
import type { Stage } from './stage.ts';
import type { Group } from './suite.ts';

const pendingNames = ['READ', 'WAIT_FOR_CHANNEL', 'WAIT_ACTIVITY_BROADCAST'] as const;

const everythingAnswers = async (stage: Stage, calls: Calls, status: NtStatusName): Promise<void> => {
  for (const request of requestNames) {
    const fault = await stage.fault(calls[request](stage.options()));
    assert.deepEqual(fault, { kind: 'refused', request, ntstatus: ntStatus(status) });
  }
};

const sleepWithRequests = async (stage: Stage, link: DeviceLink): Promise<Calls> => {
  const calls = await everyRequest(stage, link);
  const pending = pendingNames.map((name) => [name, calls[name](stage.options())] as const);
  await stage.pending(pendingNames.length);
  await stage.bench.sleep();
  for (const [name, answer] of pending)
    await expectRefused(stage, answer, name, 'STATUS_DEVICE_POWER_FAILURE');
  await everythingAnswers(stage, calls, 'STATUS_DEVICE_NOT_READY');
  return calls;
};

/** Sleep and resume as the reference model has them; what a real stack does is not known (README.md). */
export const sleepCases: Group = ({ test }) => {
  test('ends what pends, and a link that survives goes on afterwards', ['truth', 'sleep'], async (stage) => {
    const link = await stage.open();
    const calls = await sleepWithRequests(stage, link);
    const before = await stage.bench.truth();
    assert.equal(before.pendingRequests, 0);
    await stage.bench.resume();
    assert.deepEqual(await stage.bench.truth(), before);
    await stage.value(calls.ADD_ACTIVITY_BROADCAST(stage.options()));
    await stage.value(calls.DESTROY_SOCKET(stage.options()));
  });

  test(
    'ends links for good: refused for ever, and a new one finds nothing of before',
    ['truth', 'sleep'],
    async (stage) => {
      await stage.bench.setPersonality({ sleep: 'ends-links' });
      const link = await stage.open();
      const calls = await everyRequest(stage, link);
      await stage.bench.sleep();
      await stage.bench.resume();
      const { hostSockets, openChannels } = await stage.bench.truth();
      assert.deepEqual({ hostSockets, openChannels }, { hostSockets: [], openChannels: 0 });
      await everythingAnswers(stage, calls, 'STATUS_DEVICE_NOT_CONNECTED');
      await stage.answer(link.close());
      await stage.socket(await stage.open(), 'ECHO');
    },
  );

  test('suspended, a driver closes its links and opens none until it resumes', ['truth'], async (stage) => {
    const { driver, deviceId } = stage.bench;
    const link = await stage.open();
    const { channelHandle } = await stage.channel(link, 'ECHO');
    const reading = link.read({ channelHandle, size: 1, timeoutMs: 0 }, stage.options());
    await stage.pending(1);
    const opening = driver.open(deviceId, stage.options());
    await stage.answer(driver.suspend());
    await expectCancelled(stage, reading, 'READ');
    assert.deepEqual(await stage.fault(opening), { kind: 'asleep', deviceId });
    assert.deepEqual(await stage.fault(driver.open(deviceId, stage.options())), { kind: 'asleep', deviceId });
    const foreign = driver.destroyAsAnotherProcess(deviceId, { hostSocket: 200 }, stage.options());
    assert.deepEqual(await stage.fault(foreign), { kind: 'asleep', deviceId });
    const { openHandles, pendingRequests } = await stage.bench.truth();
    assert.deepEqual({ openHandles, pendingRequests }, { openHandles: 0, pendingRequests: 0 });
    driver.resume();
    await stage.socket(await stage.open(), 'PRINT');
  });

  test('nobody opens a device that sleeps', ['truth', 'sleep', 'refuse-open'], async (stage) => {
    const { driver, deviceId } = stage.bench;
    await stage.bench.sleep();
    const ntstatus = ntStatus('STATUS_DEVICE_NOT_READY');
    const fault = await stage.fault(driver.open(deviceId, stage.options()));
    assert.deepEqual(fault, { kind: 'open-failed', deviceId, ntstatus });
    await stage.bench.resume();
    await stage.open();
  });
};
