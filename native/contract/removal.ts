import { strict as assert } from 'node:assert';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import { requestNames } from '#app/dot4/requests.ts';
import { everyRequest } from './every-request.ts';
import { expectRefused } from './expectations.ts';
import type { Group } from './suite.ts';

export const removalCases: Group = ({ test }) => {
  test('ends what is pending', ['truth', 'remove-device'], async (stage) => {
    const link = await stage.open();
    const calls = await everyRequest(stage, link);
    const names = ['READ', 'WAIT_FOR_CHANNEL', 'WAIT_ACTIVITY_BROADCAST'] as const;
    const pending = names.map((name) => [name, calls[name](stage.options())] as const);
    await stage.pending(3);
    await stage.remove();
    for (const [name, answer] of pending)
      await expectRefused(stage, answer, name, 'STATUS_DEVICE_NOT_CONNECTED');
  });

  test('ends a stalled DESTROY_SOCKET', ['truth', 'stall', 'remove-device'], async (stage) => {
    const link = await stage.open();
    const calls = await everyRequest(stage, link);
    await stage.bench.setFault('DESTROY_SOCKET', { kind: 'stall' });
    const destroying = calls.DESTROY_SOCKET(stage.options());
    await stage.pending(1);
    await stage.remove();
    await expectRefused(stage, destroying, 'DESTROY_SOCKET', 'STATUS_DEVICE_NOT_CONNECTED');
  });

  test(
    'leaves a link that answers every request with a fault, and closes',
    ['remove-device'],
    async (stage) => {
      const link = await stage.open();
      const calls = await everyRequest(stage, link);
      await stage.remove();
      for (const request of requestNames) {
        const fault = await stage.fault(calls[request](stage.options()));
        assert.ok(['refused', 'device-gone'].includes(fault.kind), `${request}: ${JSON.stringify(fault)}`);
      }
      await stage.answer(link.close());
      assert.equal((await stage.fault(calls.DESTROY_SOCKET(stage.options()))).kind, 'device-gone');
    },
  );

  test('is told by its status', ['remove-device', 'status-after-removal'], async (stage) => {
    const link = await stage.open();
    const calls = await everyRequest(stage, link);
    await stage.remove();
    const ntstatus = ntStatus('STATUS_DEVICE_NOT_CONNECTED');
    for (const request of requestNames) {
      const fault = await stage.fault(calls[request](stage.options()));
      assert.deepEqual(fault, { kind: 'refused', request, ntstatus });
    }
  });

  test(
    'takes the device out of discovery and makes it impossible to open',
    ['remove-device'],
    async (stage) => {
      const { driver, deviceId } = stage.bench;
      await stage.value(driver.discover(stage.options()));
      await stage.remove();
      const listed = async () => {
        const { devices } = await stage.value(driver.discover(stage.options()));
        return devices.some(({ id }) => id === deviceId);
      };
      await stage.until('discovery no longer lists the device', async () => !(await listed()));
      const fault = await stage.fault(driver.open(deviceId, stage.options()));
      assert.ok(['unknown-device', 'device-gone', 'open-failed'].includes(fault.kind), fault.kind);
    },
  );

  test(
    'and return: a link of before stays dead, a new one works, and nothing of before is left',
    ['truth', 'remove-device', 'return'],
    async (stage) => {
      const { driver, deviceId } = stage.bench;
      const link = await stage.open();
      const calls = await everyRequest(stage, link);
      await stage.remove();
      await stage.comeBack();
      const listed = async () => {
        const { devices } = await stage.value(driver.discover(stage.options()));
        return devices.some(({ id }) => id === deviceId);
      };
      await stage.until('discovery lists the device again', listed);
      for (const request of requestNames) {
        const fault = await stage.fault(calls[request](stage.options()));
        assert.ok(['refused', 'device-gone'].includes(fault.kind), `${request}: ${JSON.stringify(fault)}`);
      }
      await stage.answer(link.close());
      const again = await stage.open();
      assert.deepEqual((await stage.bench.truth()).hostSockets, []);
      await stage.value(
        again.destroySocket({ hostSocket: await stage.socket(again, 'ECHO') }, stage.options()),
      );
    },
  );

  test('is noticed by whoever watches', ['remove-device', 'watch-removal'], async (stage) => {
    let calls = 0;
    const stopWatching = stage.bench.driver.watch(() => (calls += 1));
    await stage.remove();
    await stage.until('the watcher was called', () => calls > 0);
    stopWatching();
  });
};
