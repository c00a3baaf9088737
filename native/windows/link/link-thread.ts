import type { Worker } from 'node:worker_threads';
import { fail, ok, type Result } from '#app/result.ts';
import type { EncodedRequest } from '../../wire/requests.ts';
import type { CallOptions } from '../../port.ts';
import type { CallEnd } from './answers.ts';
import { sharedClockMs, type LinkCommand, type LinkReport } from './messages.ts';
import { withdrawalGraceMs } from './withdrawals.ts';

/** How much longer than it should a worker may take to say anything, before the call is answered without it. */
const answerBoundMs = withdrawalGraceMs + 1000;
const longestTimerMs = 0x7fffffff;

/** Wakes the worker that waits on this completion port; does not block. */
export type Wake = (completionPort: bigint) => void;

interface Call {
  readonly end: (how: CallEnd) => void;
  readonly fail: (bug: Error) => void;
}

/** The main thread's end of a link's worker. Nothing here waits longer than its bound, whatever the worker does. */
export class LinkThread {
  readonly #worker: Worker;
  readonly #wake: Wake;
  readonly #boundMs: number;
  readonly #calls = new Map<number, Call>();
  readonly #closed: Promise<void>;
  #markClosed: () => void = () => undefined;
  #completionPort: bigint | null = null;
  #path = '';
  #lastId = 0;
  #closing = false;
  #silent = false;
  #broken: Error | null = null;

  private constructor(worker: Worker, wake: Wake, boundMs: number) {
    this.#worker = worker;
    this.#wake = wake;
    this.#boundMs = boundMs;
    this.#closed = new Promise((resolve) => (this.#markClosed = resolve));
  }

  /** Resolves with the opened thread, the NTSTATUS of the refusal, or null when the open did not return in time. */
  static open(
    worker: Worker,
    wake: Wake,
    options: CallOptions,
    boundMs = answerBoundMs,
  ): Promise<Result<LinkThread, number | null>> {
    return new LinkThread(worker, wake, boundMs).#open(options);
  }

  #open({ deadlineMs, signal }: CallOptions): Promise<Result<LinkThread, number | null>> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        done();
        // Should the open return after all, the worker finds this command first and closes again.
        this.#command({ kind: 'close' });
        this.#worker.unref();
        resolve(fail(null));
      };
      const timer = setTimeout(giveUp, Math.min(longestTimerMs, deadlineMs));
      signal?.addEventListener('abort', giveUp);
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
      };
      this.#worker.on('message', (report: LinkReport) => {
        this.#heard(report);
        if (report.kind !== 'opened' && report.kind !== 'open-failed') return;
        done();
        resolve(report.kind === 'opened' ? ok(this) : fail(report.status));
      });
      this.#worker.once('error', (error: Error) => {
        done();
        this.#break(error);
        reject(error);
      });
      this.#worker.once('exit', () => this.#break(new Error('the worker of a link ended by itself')));
    });
  }

  /** The name by which the device opened. */
  get path(): string {
    return this.#path;
  }

  /** Sends one request and tells how it ended. Rejects only for a bug in the worker. */
  call(encoded: EncodedRequest, { deadlineMs, signal }: CallOptions): Promise<CallEnd> {
    if (this.#broken !== null) return Promise.reject(this.#broken);
    if (this.#closing) return Promise.resolve({ kind: 'closed' });
    if (signal?.aborted) return Promise.resolve({ kind: 'expired', why: 'signal' });
    // A worker that owes an answer is held by its driver; what is sent now would only act when nobody expects it.
    if (this.#silent) return Promise.resolve({ kind: 'not-answering' });

    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#silent = true;
        end({ kind: 'not-answering' });
      };
      let timer = setTimeout(giveUp, Math.min(longestTimerMs, deadlineMs + this.#boundMs));
      const onAbort = (): void => {
        clearTimeout(timer);
        timer = setTimeout(giveUp, this.#boundMs);
        this.#command({ kind: 'withdraw', id });
      };
      const settle = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        this.#calls.delete(id);
      };
      const end = (how: CallEnd): void => {
        settle();
        resolve(how);
      };
      signal?.addEventListener('abort', onAbort);
      this.#calls.set(id, { end, fail: (bug) => (settle(), reject(bug)) });
      this.#command({ kind: 'send', id, encoded, deadlineAt: sharedClockMs() + deadlineMs });
    });
  }

  /** Cancels what is pending and closes the device; resolves when that is done, or cannot be waited for any longer. */
  async close(): Promise<void> {
    if (!this.#closing && this.#broken === null) {
      this.#closing = true;
      this.#command({ kind: 'close' });
    }
    const bound = setTimeout(this.#markClosed, this.#boundMs);
    await this.#closed;
    clearTimeout(bound);
    for (const call of this.#calls.values()) call.end({ kind: 'not-answering' });
    this.#worker.unref();
  }

  #command(command: LinkCommand): void {
    this.#worker.postMessage(command);
    if (this.#completionPort !== null) this.#wake(this.#completionPort);
  }

  #heard(report: LinkReport): void {
    this.#silent = false;
    switch (report.kind) {
      case 'opened':
        this.#completionPort = report.completionPort;
        this.#path = report.path;
        return;
      case 'completed':
        return this.#calls.get(report.id)?.end({ kind: 'completed', completion: report.completion });
      case 'expired':
        return this.#calls.get(report.id)?.end({ kind: 'expired', why: 'deadline' });
      case 'kept':
        return this.#calls.get(report.id)?.end({ kind: 'kept' });
      case 'open-failed':
      case 'closed':
        // The port is closed soon after: its number may become somebody else's handle.
        this.#completionPort = null;
        return this.#markClosed();
    }
  }

  #break(bug: Error): void {
    this.#completionPort = null;
    this.#markClosed();
    if (this.#closing) return;
    this.#broken = bug;
    for (const call of this.#calls.values()) call.fail(bug);
  }
}
