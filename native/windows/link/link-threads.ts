import type { Worker } from 'node:worker_threads';
import { fail, type Result } from '#app/result.ts';
import type { CallOptions } from '../../port.ts';
import type { SpawnWorker } from '../worker.ts';
import { bellBytes } from './bell.ts';
import { LinkThread, type Host, type OpenFailure, type Wake } from './link-thread.ts';
import type { LinkReport } from './messages.ts';

/** More are ended when their device is closed: a person works at one device, and looks at a second. */
const mostIdle = 2;

/**
 * The threads of the links. One serves one device at a time; when it has closed that, with nothing left at the driver,
 * it is kept for the next: starting a thread takes longer than everything else an open does (README.md).
 */
export class LinkThreads {
  readonly #spawn: SpawnWorker;
  readonly #idle: Host[] = [];
  /** One for each thread that may be inside a call of its driver. */
  readonly #held = new Set<Promise<void>>();
  #closed = false;

  constructor(spawn: SpawnWorker) {
    this.#spawn = spawn;
  }

  /** As LinkThread.open; after `close` nothing opens. */
  async open(
    wake: Wake,
    openPaths: readonly string[],
    options: CallOptions,
  ): Promise<Result<LinkThread, OpenFailure>> {
    if (this.#closed) return fail(null);
    const host = this.#idle.pop() ?? this.#start();
    host.worker.ref();
    const held = letGo(host.worker).then(() => void this.#held.delete(held));
    this.#held.add(held);
    return LinkThread.open(host, wake, openPaths, options);
  }

  /** Ends the threads; resolves when no driver holds one any more, which may be never. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#idle.splice(0).map(({ worker }) => worker.terminate()), ...this.#held]);
  }

  #start(): Host {
    const bell = new SharedArrayBuffer(bellBytes);
    const worker = this.#spawn({ unjamWindowsWorker: 'link', bell });
    const host = { worker, bell };
    worker.on('message', ({ kind }: LinkReport) => {
      if (kind === 'idle') this.#rest(host);
    });
    worker.on('exit', () => {
      const index = this.#idle.indexOf(host);
      if (index >= 0) this.#idle.splice(index, 1);
    });
    return host;
  }

  #rest(host: Host): void {
    host.worker.unref();
    if (this.#closed || this.#idle.length >= mostIdle) void host.worker.terminate();
    else this.#idle.push(host);
  }
}

/** Resolves when the worker has returned from its last call into the device, for this device. */
const letGo = (worker: Worker): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      worker.off('message', onReport).off('exit', done);
      resolve();
    };
    const onReport = ({ kind }: LinkReport): void => {
      if (kind === 'idle' || kind === 'closed' || kind === 'open-failed') done();
    };
    worker.on('message', onReport).on('exit', done);
  });
