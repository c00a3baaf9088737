import { strict as assert } from 'node:assert';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { Group } from './suite.ts';

const kinds = {
  STATUS_ACCESS_DENIED: 'access-denied',
  STATUS_SHARING_VIOLATION: 'open-failed',
  STATUS_DEVICE_BUSY: 'open-failed',
  STATUS_INSUFFICIENT_RESOURCES: 'open-failed',
  STATUS_UNSUCCESSFUL: 'open-failed',
} as const;

export const openingCases: Group = ({ test }) => {
  for (const [name, kind] of Object.entries(kinds) as [keyof typeof kinds, string][])
    test(
      `refused with ${name}: told, and open again when it is over`,
      ['truth', 'refuse-open'],
      async (stage) => {
        const { driver, deviceId } = stage.bench;
        await stage.bench.refuseOpen(ntStatus(name));
        const fault = await stage.fault(driver.open(deviceId, stage.options()));
        assert.deepEqual(fault, { kind, deviceId, ntstatus: ntStatus(name) });
        assert.equal((await stage.bench.truth()).openHandles, 0);
        await stage.bench.refuseOpen(null);
        await stage.open();
      },
    );

  test('a link that is open does not mind that others are refused', ['refuse-open'], async (stage) => {
    const link = await stage.open();
    await stage.bench.refuseOpen(ntStatus('STATUS_ACCESS_DENIED'));
    await stage.socket(link, 'ECHO');
  });

  test(
    'exclusive: the second open is refused until the first link is closed',
    ['truth', 'personalities', 'refuse-open'],
    async (stage) => {
      const { driver, deviceId } = stage.bench;
      await stage.bench.setPersonality({ exclusiveOpen: true });
      const first = await stage.open();
      const ntstatus = ntStatus('STATUS_SHARING_VIOLATION');
      const fault = await stage.fault(driver.open(deviceId, stage.options()));
      assert.deepEqual(fault, { kind: 'open-failed', deviceId, ntstatus });
      assert.equal((await stage.bench.truth()).openHandles, 1);
      await stage.answer(first.close());
      await stage.open();
    },
  );
};
