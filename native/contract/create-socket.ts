import { strict as assert } from 'node:assert';
import { maxHostSocket, minHostSocket } from '#app/dot4/sockets.ts';
import type { CreateSocketArguments } from '../port.ts';
import { expectRangeError, expectRefused } from './expectations.ts';
import { ordinarySocket, type Stage } from './stage.ts';
import type { Group } from './suite.ts';

/** The services every bench offers (harness.ts), with their peripheral sockets. */
const services = { PRINT: 2, 'HP-SCAN': 4, ECHO: 6, 'HP-FAX-SEND': 7 } as const;

const fitting: readonly Partial<CreateSocketArguments>[] = [
  { type: 'packet' },
  { readBufferSize: 0 },
  { readBufferSize: 1 },
  { readBufferSize: 0xffffffff },
  { maxHostToPeripheralPacket: 0, maxPeripheralToHostPacket: 0 },
  { maxHostToPeripheralPacket: 0xffff, maxPeripheralToHostPacket: 0xffff },
  { service: 'ECHO', peripheralSocket: 255 },
];

const notFitting: readonly Partial<CreateSocketArguments>[] = [
  ...[-1, 256, 1.5, Number.NaN].map((peripheralSocket) => ({ peripheralSocket })),
  ...[-1, 0x100000000].map((readBufferSize) => ({ readBufferSize })),
  ...[-1, 0x10000].map((maxHostToPeripheralPacket) => ({ maxHostToPeripheralPacket })),
  ...[-1, 0x10000].map((maxPeripheralToHostPacket) => ({ maxPeripheralToHostPacket })),
  ...['X'.repeat(41), 'HP-SCÄN', 'ECHO\0'].map((service) => ({ service })),
];

const create = async (stage: Stage, overrides: Partial<CreateSocketArguments>) => {
  const link = await stage.open();
  return link.createSocket({ ...ordinarySocket, ...overrides }, stage.options());
};

export const createSocketCases: Group = ({ test }) => {
  for (const [service, socket] of Object.entries(services)) {
    test(`by name: ${service}`, [], async (stage) => {
      const ids = await stage.value(create(stage, { service }));
      stage.mind(ids.hostSocket);
      assert.deepEqual(ids, { hostSocket: socket, peripheralSocket: socket });
    });

    test(`by number with an empty name: ${socket}`, [], async (stage) => {
      const ids = await stage.value(create(stage, { service: '', peripheralSocket: socket }));
      stage.mind(ids.hostSocket);
      assert.deepEqual(ids, { hostSocket: socket, peripheralSocket: socket });
    });
  }

  test('a number that is taken: the lowest free one', ['truth'], async (stage) => {
    const link = await stage.open();
    const given = [];
    for (let i = 0; i < 4; i++) given.push(await stage.socket(link, 'PRINT'));
    assert.deepEqual(given, [2, 1, 3, 4]);
    assert.deepEqual((await stage.bench.truth()).hostSockets, [1, 2, 3, 4]);
  });

  for (const overrides of fitting) {
    test(`takes ${JSON.stringify(overrides)}`, [], async (stage) => {
      const ids = await stage.value(create(stage, overrides));
      stage.mind(ids.hostSocket);
      assert.deepEqual(ids, { hostSocket: 6, peripheralSocket: 6 });
    });
  }

  for (const overrides of notFitting) {
    test(`throws RangeError for ${JSON.stringify(overrides)}`, ['truth'], async (stage) => {
      const link = await stage.open();
      const args = { ...ordinarySocket, ...overrides };
      await expectRangeError(stage, () => link.createSocket(args, stage.options()));
      assert.deepEqual((await stage.bench.truth()).hostSockets, []);
    });
  }

  for (const overrides of [
    { service: 'HP-NO-SUCH-SERVICE' },
    { service: 'echo' },
    { service: 'X'.repeat(40) },
    { service: '', peripheralSocket: 0 },
    { service: '', peripheralSocket: 3 },
    { service: '', peripheralSocket: 255 },
  ])
    test(`no such service: ${JSON.stringify(overrides)}`, ['truth'], async (stage) => {
      const answer = create(stage, overrides);
      await expectRefused(stage, answer, 'CREATE_SOCKET', 'STATUS_OBJECT_NAME_NOT_FOUND');
      assert.deepEqual((await stage.bench.truth()).hostSockets, []);
    });

  test('255 sockets, and not one more until one is destroyed', [], async (stage) => {
    const link = await stage.open();
    const creating = Array.from({ length: maxHostSocket }, () =>
      link.createSocket(ordinarySocket, stage.options()),
    );
    const ids = new Set<number>();
    for (const created of creating) ids.add((await stage.value(created)).hostSocket);
    stage.mind(...ids);
    assert.equal(ids.size, maxHostSocket);
    assert.equal(Math.min(...ids), minHostSocket);
    assert.equal(Math.max(...ids), maxHostSocket);
    const oneMore = link.createSocket(ordinarySocket, stage.options());
    await expectRefused(stage, oneMore, 'CREATE_SOCKET', 'STATUS_INSUFFICIENT_RESOURCES');
    await stage.value(link.destroySocket({ hostSocket: 99 }, stage.options()));
    assert.equal(await stage.socket(link, 'ECHO'), 99);
  });
};
