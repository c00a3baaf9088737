import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { encodeDestroySocket } from '../../wire/requests.ts';
import { bellBytes } from './bell.ts';
import { LinkThread } from './link-thread.ts';

const destroy = encodeDestroySocket({ hostSocket: 4 });
const options = { deadlineMs: 20 };

/** Threads that behave as a link's worker does when its driver does not return from a call. */
const silentOnOpen = `setInterval(() => {}, 1000)`;
const blockedAfterOpen = `
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.postMessage({ kind: 'opened', completionPort: 1n, path: 'name' });
  Atomics.wait(new Int32Array(workerData), 0, 0);
  parentPort.on('message', (commands) => {
    for (const command of commands) {
      if (command.kind === 'send') 
        parentPort.postMessage({ kind: 'ended', id: command.id, end: { kind: 'not-sent', why: 'deadline' } });
      if (command.kind === 'close') parentPort.postMessage({ kind: 'idle' });
    }
  });`;
const crashing = `
  const { parentPort } = require('node:worker_threads');
  parentPort.postMessage({ kind: 'opened', completionPort: 1n, path: 'name' });
  parentPort.on('message', ([{ kind }]) => { if (kind === 'send') throw new Error('a bug'); });`;

describe('LinkThread', () => {
  const workers: Worker[] = [];
  const gate = new SharedArrayBuffer(4);
  const start = (code: string): Worker => {
    const worker = new Worker(code, { eval: true, workerData: gate });
    workers.push(worker);
    return worker;
  };
  const openGate = (): void => {
    Atomics.store(new Int32Array(gate), 0, 1);
    Atomics.notify(new Int32Array(gate), 0);
  };
  const open = (code: string, deadlineMs = 10_000) =>
    LinkThread.open(
      { worker: start(code), bell: new SharedArrayBuffer(bellBytes) },
      () => undefined,
      [],
      { deadlineMs },
      50,
    );
  const opened = async (code: string): Promise<LinkThread> => {
    const thread = await open(code);
    if (!thread.ok) throw new Error('it did not open');
    return thread.value;
  };
  afterEach(async () => {
    openGate();
    await Promise.all(workers.splice(0).map((worker) => worker.terminate()));
    Atomics.store(new Int32Array(gate), 0, 0);
  });

  it('gives up an open that does not return', async () => {
    expect(await open(silentOnOpen, 20)).toEqual({ ok: false, fault: null });
  });

  it('does not wait for a thread that its driver holds, and sends it nothing more', async () => {
    const thread = await opened(blockedAfterOpen);
    expect(await thread.send(destroy, options)).toEqual({ kind: 'not-answering' });
    expect(await thread.send(destroy, { deadlineMs: 60_000 })).toEqual({ kind: 'not-answering' });
    await thread.close();
  });

  it('answers again when the thread does', async () => {
    const thread = await opened(blockedAfterOpen);
    expect(await thread.send(destroy, options)).toEqual({ kind: 'not-answering' });
    const worker = workers[0];
    const heard = new Promise((resolve) => worker?.once('message', resolve));
    openGate();
    await heard;
    expect(await thread.send(destroy, { deadlineMs: 10_000 })).toEqual({ kind: 'not-sent', why: 'deadline' });
    await thread.close();
  });

  it('rejects for a bug in the thread, now and afterwards', async () => {
    const thread = await opened(crashing);
    await expect(thread.send(destroy, options)).rejects.toThrow('a bug');
    await expect(thread.send(destroy, options)).rejects.toThrow('a bug');
    await thread.close();
  });
});
