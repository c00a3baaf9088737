import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import type { RequestEnd } from '#app/requests/trace.ts';
import { encodeDestroySocket } from '../../wire/requests.ts';
import type { LinkThread } from './link-thread.ts';
import { LinkThreads } from './link-threads.ts';

const options = { deadlineMs: 10_000 };
const late = { kind: 'completed', status: 0, information: 0, withdrawn: null, deviceGone: false };

const notLoaded = { kind: 'library-not-loaded', file: 'koffi.node', code: 'ERR_DLOPEN_FAILED' };

/** Opens and closes as a link's worker does; a path `keeps` leaves a request at the driver, `refuses` does not open. */
const behaving = `
  const { parentPort } = require('node:worker_threads');
  let path;
  const say = (report) => parentPort.postMessage(report);
  const does = {
    open: ({ openPaths }) => {
      path = openPaths[0];
      if (path === 'kept from loading') {
        say({ kind: 'not-loaded', fault: ${JSON.stringify(notLoaded)} });
        return parentPort.close();
      }
      if (path !== 'refuses') return say({ kind: 'opened', completionPort: 1n });
      say({ kind: 'open-failed', status: 5 });
      say({ kind: 'idle' });
    },
    send: ({ id }) => {
      say({ kind: 'ended', id, end: { kind: 'kept' } });
      say({ kind: 'ended', id, end: ${JSON.stringify(late)} });
    },
    close: () => say({ kind: path === 'keeps' ? 'closed' : 'idle' }),
    withdraw: () => undefined,
  };
  parentPort.on('message', (commands) => commands.forEach((command) => does[command.kind](command)));`;

describe('LinkThreads', () => {
  const workers: Worker[] = [];
  const spawn = (): Worker => {
    const worker = new Worker(behaving, { eval: true });
    workers.push(worker);
    return worker;
  };
  const open = async (threads: LinkThreads, path: string): Promise<LinkThread> => {
    const opened = await threads.open(() => undefined, [path], options);
    if (!opened.ok) throw new Error('it did not open');
    return opened.value;
  };
  afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.terminate())));

  it('gives the thread of a closed device the next one', async () => {
    const threads = new LinkThreads(spawn);
    for (const path of ['one', 'other', 'one']) await (await open(threads, path)).close();
    expect(workers.length).toBe(1);
    await threads.close();
  });

  it('answers what a thread could not load, keeps no such thread, and ends', async () => {
    const threads = new LinkThreads(spawn);
    const open = () => threads.open(() => undefined, ['kept from loading'], options);
    expect(await open()).toEqual({ ok: false, fault: notLoaded });
    expect(await open()).toEqual({ ok: false, fault: notLoaded });
    expect(workers.length).toBe(2);
    await threads.close();
  });

  it('gives each of two devices a thread of its own', async () => {
    const threads = new LinkThreads(spawn);
    const links = [await open(threads, 'one'), await open(threads, 'other')];
    expect(workers.length).toBe(2);
    await Promise.all(links.map((link) => link.close()));
    await threads.close();
  });

  it('does not use a thread again while its driver keeps a request', async () => {
    const threads = new LinkThreads(spawn);
    await (await open(threads, 'keeps')).close();
    await (await open(threads, 'one')).close();
    expect(workers.length).toBe(2);
    await threads.close();
  });

  it('has nothing left of a thread that is told to end', async () => {
    const threads = new LinkThreads(spawn);
    await (await open(threads, 'one')).close();
    const ended = new Promise((resolve) => workers[0]?.once('exit', resolve));
    await threads.close();
    await ended;
  });

  it('tells what became of a request after it was answered without it', async () => {
    const threads = new LinkThreads(spawn);
    const link = await open(threads, 'one');
    const told = new Promise<RequestEnd>((resolve) => {
      const call = link.send(encodeDestroySocket({ hostSocket: 4 }), options, resolve);
      void call.then((end) => expect(end).toEqual({ kind: 'kept' }));
    });
    expect(await told).toEqual(late);
    await link.close();
    await threads.close();
  });

  it('tells a refused open by its status', async () => {
    const threads = new LinkThreads(spawn);
    expect(await threads.open(() => undefined, ['refuses'], options)).toEqual({ ok: false, fault: 5 });
    await threads.close();
  });
});
