import { strict as assert } from 'node:assert';
import { knownNtStatuses, ntStatus, ntStatusOf, type NtStatus } from '#app/dot4/ntstatus.ts';
import { requestNames } from '#app/dot4/requests.ts';
import { everyRequest } from './every-request.ts';
import { ordinarySocket } from './stage.ts';
import type { Group } from './suite.ts';

/** Severity 2 and 3 of the NTSTATUS layout. */
const isWarningOrError = ({ code }: NtStatus): boolean => code >>> 30 >= 2;

const refusals: readonly NtStatus[] = [
  ...knownNtStatuses.filter(isWarningOrError),
  // A success by its severity, and yet not STATUS_SUCCESS.
  ntStatus('STATUS_TIMEOUT'),
  // Numbers that have no name.
  ntStatusOf(0xe0001284),
  ntStatusOf(0x80001284),
];

export const statusCases: Group = ({ test }) => {
  for (const request of requestNames)
    test(
      `${request}: whatever the driver refuses with is told by number and name`,
      ['truth', 'force-status'],
      async (stage) => {
        const calls = await everyRequest(stage, await stage.open());
        const before = await stage.bench.truth();
        for (const ntstatus of refusals) {
          await stage.bench.setFault(request, { kind: 'force-status', ntstatus });
          const fault = await stage.fault(calls[request](stage.options()));
          assert.deepEqual(fault, { kind: 'refused', request, ntstatus });
        }
        assert.deepEqual(await stage.bench.truth(), before);
      },
    );

  test(
    'DESTROY_SOCKET: a success that did nothing is still the answer of the driver',
    ['truth', 'force-status'],
    async (stage) => {
      const link = await stage.open();
      const hostSocket = await stage.socket(link, 'HP-SCAN');
      const fault = { kind: 'force-status', ntstatus: ntStatus('STATUS_SUCCESS') } as const;
      await stage.bench.setFault('DESTROY_SOCKET', fault);
      await stage.value(link.destroySocket({ hostSocket }, stage.options()));
      assert.deepEqual((await stage.bench.truth()).hostSockets, [hostSocket]);
    },
  );

  const needs = ['truth', 'short-reply'] as const;
  const malformed = (request: string, expectedBytes: number, receivedBytes: number) => ({
    kind: 'malformed-reply',
    request,
    expectedBytes,
    receivedBytes,
  });

  for (const bytes of [0, 1, 55])
    test(`CREATE_SOCKET: nothing is read from a reply of ${bytes} bytes`, needs, async (stage) => {
      const link = await stage.open();
      await stage.bench.setFault('CREATE_SOCKET', { kind: 'short-reply', bytes });
      const fault = await stage.fault(link.createSocket(ordinarySocket, stage.options()));
      assert.deepEqual(fault, malformed('CREATE_SOCKET', 56, bytes));
      // The driver may have made it, and only it knows the number.
      stage.mind(...(await stage.bench.truth()).hostSockets);
    });

  for (const bytes of [0, 4, 7]) {
    test(`OPEN_CHANNEL: nothing is read from a reply of ${bytes} bytes`, needs, async (stage) => {
      const link = await stage.open();
      const hostSocket = await stage.socket(link, 'ECHO');
      await stage.bench.setFault('OPEN_CHANNEL', { kind: 'short-reply', bytes });
      const fault = await stage.fault(link.openChannel({ hostSocket, addActivity: false }, stage.options()));
      assert.deepEqual(fault, malformed('OPEN_CHANNEL', 8, bytes));
    });

    test(
      `WAIT_FOR_CHANNEL: nothing is read from a reply of ${bytes} bytes`,
      [...needs, 'peripheral-opens'],
      async (stage) => {
        const link = await stage.open();
        const hostSocket = await stage.socket(link, 'ECHO');
        await stage.bench.setFault('WAIT_FOR_CHANNEL', { kind: 'short-reply', bytes });
        const waiting = link.waitForChannel({ hostSocket, addActivity: false }, stage.options());
        await stage.pending(1);
        await stage.bench.peripheralOpensChannel(hostSocket);
        assert.deepEqual(await stage.fault(waiting), malformed('WAIT_FOR_CHANNEL', 8, bytes));
      },
    );
  }

  for (const bytes of [0, 8, 11])
    test(
      `WAIT_ACTIVITY_BROADCAST: nothing is read from a reply of ${bytes} bytes`,
      [...needs, 'emit-activity'],
      async (stage) => {
        const link = await stage.open();
        await stage.bench.setFault('WAIT_ACTIVITY_BROADCAST', { kind: 'short-reply', bytes });
        const waiting = link.waitActivity(stage.options());
        await stage.pending(1);
        await stage.bench.emitActivity({ messageCode: 0x100, byteCount: 1, channelHandle: 1 });
        assert.deepEqual(await stage.fault(waiting), malformed('WAIT_ACTIVITY_BROADCAST', 12, bytes));
      },
    );

  const tooLong = { CREATE_SOCKET: 56, OPEN_CHANNEL: 8, WAIT_ACTIVITY_BROADCAST: 12 } as const;
  for (const [request, bytes] of Object.entries(tooLong) as [keyof typeof tooLong, number][])
    test(
      `${request}: nothing is read from a reply that claims more than its ${bytes} bytes`,
      ['truth', 'long-reply', 'emit-activity'],
      async (stage) => {
        const calls = await everyRequest(stage, await stage.open());
        await stage.bench.setFault(request, { kind: 'long-reply', bytes: bytes + 4 });
        const asking = calls[request](stage.options());
        if (request === 'WAIT_ACTIVITY_BROADCAST') {
          await stage.pending(1);
          await stage.bench.emitActivity({ messageCode: 0x100, byteCount: 1, channelHandle: 1 });
        }
        assert.deepEqual(await stage.fault(asking), malformed(request, bytes, bytes + 4));
        stage.mind(...(await stage.bench.truth()).hostSockets);
      },
    );

  test(
    'READ: nothing is read from a reply that claims more than was asked for',
    ['long-reply'],
    async (stage) => {
      const link = await stage.open();
      const { channelHandle } = await stage.channel(link, 'ECHO');
      const data = Uint8Array.from([1, 2, 3, 4]);
      await stage.value(link.write({ channelHandle, data, timeoutMs: 0 }, stage.options()));
      await stage.bench.setFault('READ', { kind: 'long-reply', bytes: 8 });
      const reading = link.read({ channelHandle, size: 4, timeoutMs: 0 }, stage.options());
      assert.deepEqual(await stage.fault(reading), malformed('READ', 4, 8));
    },
  );

  test('READ: fewer bytes than asked for are what there is', needs, async (stage) => {
    const link = await stage.open();
    const { channelHandle } = await stage.channel(link, 'ECHO');
    const data = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]);
    await stage.value(link.write({ channelHandle, data, timeoutMs: 0 }, stage.options()));
    await stage.bench.setFault('READ', { kind: 'short-reply', bytes: 3 });
    const read = await stage.value(link.read({ channelHandle, size: 8, timeoutMs: 0 }, stage.options()));
    assert.deepEqual(read, Uint8Array.from([1, 2, 3]));
  });
};
