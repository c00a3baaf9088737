import type { Worker } from 'node:worker_threads';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok, type Result } from '#app/result.ts';
import type { CallOptions } from '../../port.ts';
import type { DiscoveryReport } from './discovery-worker.ts';
import type { Found } from './find-devices.ts';

const ERROR_OPERATION_ABORTED = 995;
const ERROR_TIMEOUT = 1460;
const longestTimerMs = 0x7fffffff;

type Look = Promise<Result<Found, Fault>>;

const failed = (systemError: number): Fault => ({ kind: 'discovery-failed', call: 'discover', systemError });
const closed = failed(ERROR_OPERATION_ABORTED);

/** The main thread's end of the discovery worker, which is started with the first look and kept. */
export class LookAround {
  readonly #spawn: () => Worker;
  #worker: Worker | null = null;
  #running: Look | null = null;
  #closed = false;

  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
  }

  /** Whoever asks while a look is under way shares it: a system that hangs does not collect threads. */
  look({ deadlineMs, signal }: CallOptions): Look {
    if (this.#closed) return Promise.resolve(fail(closed));
    this.#running ??= this.#run().finally(() => (this.#running = null));
    const running = this.#running;
    return new Promise((resolve, reject) => {
      const giveUp = (systemError: number) => (): void => settle(() => resolve(fail(failed(systemError))));
      const onAbort = giveUp(ERROR_OPERATION_ABORTED);
      const timer = setTimeout(giveUp(ERROR_TIMEOUT), Math.min(longestTimerMs, deadlineMs));
      const settle = (how: () => void): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        how();
      };
      signal?.addEventListener('abort', onAbort);
      if (signal?.aborted) return onAbort();
      running.then(
        (found) => settle(() => resolve(found)),
        (bug: unknown) => settle(() => reject(bug instanceof Error ? bug : new Error(String(bug)))),
      );
    });
  }

  /** Answers the look that is under way, and starts no other. Resolves when the thread has ended: a look that hangs holds it. */
  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    this.#worker = null;
    worker?.unref();
    await worker?.terminate();
  }

  #run(): Look {
    const worker = (this.#worker ??= this.#spawn());
    worker.ref();
    return new Promise<Result<Found, Fault>>((resolve, reject) => {
      const forget = (bug: Error): void => {
        this.#worker = null;
        reject(bug);
      };
      const ended = (): void =>
        this.#closed ? resolve(fail(closed)) : forget(new Error('the discovery worker ended by itself'));
      worker.once('error', forget);
      worker.once('exit', ended);
      worker.once('message', (report: DiscoveryReport) => {
        worker.off('error', forget);
        worker.off('exit', ended);
        worker.unref();
        resolve(report.ok ? ok(report.value) : fail({ kind: 'discovery-failed', ...report.fault }));
      });
      worker.postMessage('look');
    });
  }
}
