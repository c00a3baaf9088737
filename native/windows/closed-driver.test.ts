import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { createWindowsDriver } from './driver.ts';

const options = { deadlineMs: 10_000 };
const aborted = { ok: false, fault: { kind: 'discovery-failed', call: 'discover', systemError: 995 } };

describe('a closed Windows driver', () => {
  const workers: Worker[] = [];
  let processes = 0;
  /** Threads that answer nothing and do not end by themselves, and no process at all. */
  const start = () => {
    processes = 0;
    return createWindowsDriver({
      spawnWorker: () => {
        const worker = new Worker(`setInterval(() => {}, 1000)`, { eval: true });
        workers.push(worker);
        return worker;
      },
      spawnEvidence: () => {
        processes += 1;
        return {
          post: () => undefined,
          onMessage: () => undefined,
          onEnd: () => undefined,
          kill: () => undefined,
        };
      },
      startOtherProcess: () => {
        processes += 1;
        return Promise.resolve(null);
      },
    });
  };
  afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.terminate())));

  it('starts no thread and no process any more, whatever it is asked', async () => {
    const driver = start();
    await driver.close();
    const gone = { ok: false, fault: { kind: 'device-gone', deviceId: 'd' } };
    const target = { kind: 'stop-program', pid: 4, name: 'x.exe', startedAt: '0' } as const;
    expect(await driver.discover(options)).toEqual(aborted);
    expect(await driver.look(options)).toEqual(aborted);
    expect(await driver.open('d', options)).toEqual(gone);
    expect(await driver.destroyAsAnotherProcess('d', { hostSocket: 4 }, options)).toEqual(gone);
    expect(await driver.act('d', target, options)).toEqual(gone);
    expect(await driver.isElevated(options)).toBeNull();
    driver.watch(() => expect.unreachable())();
    driver.watch(() => expect.unreachable());
    await driver.close();
    expect([workers.length, processes]).toEqual([0, 0]);
  });

  it('answers a look that was under way, and ends its thread', async () => {
    const driver = start();
    const looking = [driver.discover(options), driver.look(options), driver.open('d', options)];
    const ended = new Promise((resolve) => workers[0]?.once('exit', resolve));
    await driver.close();
    expect(await Promise.all(looking)).toEqual([aborted, aborted, aborted]);
    await ended;
    expect([workers.length, processes]).toEqual([1, 0]);
  });
});
