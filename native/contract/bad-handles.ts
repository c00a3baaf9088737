import { strict as assert } from 'node:assert';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import { requestNames } from '#app/dot4/requests.ts';
import { everyRequest } from './every-request.ts';
import { expectRefused } from './expectations.ts';
import type { Group } from './suite.ts';

export const badHandleCases: Group = ({ test }) => {
  test(
    'a device handle: every request is refused, and the next link is well',
    ['truth', 'bad-handles'],
    async (stage) => {
      const link = await stage.open();
      const calls = await everyRequest(stage, link);
      await stage.bench.spoilHandles();
      const ntstatus = ntStatus('STATUS_INVALID_HANDLE');
      for (const request of requestNames)
        assert.deepEqual(await stage.fault(calls[request](stage.options())), {
          kind: 'refused',
          request,
          ntstatus,
        });
      await stage.answer(link.close());
      assert.equal((await stage.bench.truth()).openHandles, 0);
      await stage.socket(await stage.open(), 'PRINT');
    },
  );

  test(
    'a device handle: what pends comes back',
    ['truth', 'bad-handles', 'bad-handles-end-requests'],
    async (stage) => {
      const link = await stage.open();
      const calls = await everyRequest(stage, link);
      const names = ['READ', 'WAIT_FOR_CHANNEL', 'WAIT_ACTIVITY_BROADCAST'] as const;
      const pending = names.map((name) => [name, calls[name](stage.options())] as const);
      await stage.pending(3);
      await stage.bench.spoilHandles();
      for (const [name, answer] of pending) await expectRefused(stage, answer, name, 'STATUS_CANCELLED');
      await stage.pending(0);
    },
  );

  test('a channel handle: another link destroys its socket', ['truth'], async (stage) => {
    const [one, other] = [await stage.open(), await stage.open()];
    const calls = await everyRequest(stage, one);
    const { hostSockets } = await stage.bench.truth();
    for (const hostSocket of hostSockets)
      await stage.value(other.destroySocket({ hostSocket }, stage.options()));
    const ofChannel = [
      'CLOSE_CHANNEL',
      'READ',
      'WRITE',
      'ADD_ACTIVITY_BROADCAST',
      'REMOVE_ACTIVITY_BROADCAST',
    ] as const;
    for (const request of ofChannel)
      await expectRefused(stage, calls[request](stage.options()), request, 'STATUS_INVALID_HANDLE');
    await stage.socket(one, 'ECHO');
  });
};
