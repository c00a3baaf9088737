import { strict as assert } from 'node:assert';
import type { DeviceLink } from '../port.ts';
import { callsASecond } from './in-flight.ts';
import { ordinarySocket, type Stage } from './stage.ts';
import type { WindowsBench } from './windows-bench.ts';
import { takeCensus } from './windows-census.ts';

type Case = (stage: Stage, bench: WindowsBench) => Promise<void>;

const rounds = { createDestroy: 10_000, openClose: 1_000, warmUp: 50 } as const;
/** Threads and handles of Node's own come and go; a leak of ours is one for each round. */
const mostHandlesMore = 50;
const mostThreadsMore = 3;

/** Beyond a call's deadline and all that is waited for after it. */
const blockMs = 3500;

const createAndDestroy = async (stage: Stage, link: DeviceLink): Promise<void> => {
  const made = await link.createSocket(ordinarySocket, stage.options());
  assert.ok(made.ok);
  const gone = await link.destroySocket({ hostSocket: made.value.hostSocket }, stage.options());
  assert.ok(gone.ok);
};

const nothingMoreAfter = async (
  warmUp: () => Promise<unknown>,
  work: () => Promise<unknown>,
): Promise<void> => {
  await warmUp();
  const before = await takeCensus();
  await work();
  const after = await takeCensus();
  const told = JSON.stringify({ before, after });
  assert.ok(after.handles - before.handles <= mostHandlesMore, `handles are left: ${told}`);
  assert.ok(after.threads - before.threads <= mostThreadsMore, `threads are left: ${told}`);
};

/** A CREATE_SOCKET whose driver sleeps in dispatch for longer than anybody waits, and makes the socket after all. */
const madeTooLate = async (stage: Stage, bench: WindowsBench, link: DeviceLink): Promise<void> => {
  bench.blockOnce('CREATE_SOCKET', blockMs);
  const fault = await stage.fault(link.createSocket(ordinarySocket, { deadlineMs: 50 }));
  assert.deepEqual(fault, { kind: 'not-answering', deviceId: bench.deviceId });
};

const destroyedAgain = (stage: Stage, bench: WindowsBench): Promise<void> =>
  stage.until('the socket was made and destroyed again', () => {
    const { socketsCreated, socketsDestroyed } = bench.counts();
    return socketsCreated === 1 && socketsDestroyed === 1;
  });

export const leftOverCases: Readonly<Record<string, Case>> = {
  'a socket that is made after its call was answered without it is destroyed again': async (stage, bench) => {
    await madeTooLate(stage, bench, await stage.open());
    await destroyedAgain(stage, bench);
  },

  'the same when its link was closed meanwhile': async (stage, bench) => {
    const link = await stage.open();
    await madeTooLate(stage, bench, link);
    await stage.answer(link.close());
    await destroyedAgain(stage, bench);
    await stage.until('the link that was opened for it is closed', async () => {
      return (await bench.truth()).openHandles === 0;
    });
  },

  'no handle, thread or socket is left after 10,000 sockets': async (stage, bench) => {
    const link = await stage.open();
    const run = (count: number) => callsASecond(8, count, () => createAndDestroy(stage, link));
    await nothingMoreAfter(
      () => run(rounds.warmUp),
      () => run(rounds.createDestroy),
    );
    const { socketsCreated, socketsDestroyed } = bench.counts();
    const all = rounds.createDestroy + rounds.warmUp;
    assert.deepEqual([socketsCreated, socketsDestroyed], [all, all]);
    assert.deepEqual((await bench.truth()).hostSockets, []);
  },

  'no handle or thread is left after a device was opened 1,000 times': async (stage, bench) => {
    const openAndClose = async (count: number): Promise<void> => {
      for (let round = 0; round < count; round++) {
        const opened = await bench.driver.open(bench.deviceId, stage.options());
        assert.ok(opened.ok);
        await opened.value.close();
      }
    };
    await nothingMoreAfter(
      () => openAndClose(rounds.warmUp),
      () => openAndClose(rounds.openClose),
    );
    const { creates, closes } = bench.counts();
    assert.equal(creates, rounds.openClose + rounds.warmUp);
    assert.equal(closes, creates);
  },

  'no handle, thread or channel is left after 1,000 channels': async (stage, bench) => {
    const link = await stage.open();
    const hostSocket = await stage.socket(link, 'ECHO');
    const openAndClose = async (count: number): Promise<void> => {
      for (let round = 0; round < count; round++) {
        const opened = await link.openChannel({ hostSocket, addActivity: true }, stage.options());
        assert.ok(opened.ok);
        assert.ok((await link.closeChannel(opened.value, stage.options())).ok);
      }
    };
    await nothingMoreAfter(
      () => openAndClose(rounds.warmUp),
      () => openAndClose(rounds.openClose),
    );
    const { channelsOpened, channelsClosed } = bench.counts();
    const all = rounds.openClose + rounds.warmUp;
    assert.deepEqual([channelsOpened, channelsClosed], [all, all]);
    assert.equal((await bench.truth()).openChannels, 0);
  },
};
