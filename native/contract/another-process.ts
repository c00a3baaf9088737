import { strict as assert } from 'node:assert';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { Group } from './suite.ts';

export const anotherProcessCases: Group = ({ test }) => {
  test('destroys a socket of ours, and closes its handle', ['truth'], async (stage) => {
    const link = await stage.open();
    const hostSocket = await stage.socket(link, 'ECHO');
    const { driver, deviceId } = stage.bench;
    await stage.value(driver.destroyAsAnotherProcess(deviceId, { hostSocket }, stage.options()));
    const { hostSockets, openHandles } = await stage.bench.truth();
    assert.deepEqual([hostSockets, openHandles], [[], 1]);
  });

  test('is told what the driver refuses it', [], async (stage) => {
    const { driver, deviceId } = stage.bench;
    const answer = driver.destroyAsAnotherProcess(deviceId, { hostSocket: 200 }, stage.options());
    assert.deepEqual(await stage.fault(answer), {
      kind: 'refused',
      request: 'DESTROY_SOCKET',
      ntstatus: ntStatus('STATUS_NOT_FOUND'),
    });
  });

  test('an unknown device is told', [], async (stage) => {
    const { driver } = stage.bench;
    const answer = driver.destroyAsAnotherProcess('nobody', { hostSocket: 6 }, stage.options());
    assert.deepEqual(await stage.fault(answer), { kind: 'unknown-device', deviceId: 'nobody' });
  });
};
