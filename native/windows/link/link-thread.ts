import type { Worker } from 'node:worker_threads';
import type { RequestEnd } from '#app/requests/trace.ts';
import { fail, ok, type Result } from '#app/result.ts';
import type { CallOptions } from '../../port.ts';
import type { NotLoaded } from '../ffi/koffi.ts';
import { Calls, type Limits, type OnLate, type Transport } from '../../transport.ts';
import type { EncodedRequest } from '../../wire/requests.ts';
import { ring } from './bell.ts';
import { sharedClockMs, withdrawalGraceMs, type LinkCommand, type LinkReport } from './messages.ts';

/** How much longer than it should a worker may take to say anything, before the call is answered without it. */
const answerBoundMs = withdrawalGraceMs + 1000;
const longestTimerMs = 0x7fffffff;

/** Wakes the worker that waits on this completion port; does not block. */
export type Wake = (completionPort: bigint) => void;

/** The NTSTATUS of a refusal, what the thread could not load, or null: the open did not return in time. */
export type OpenFailure = number | NotLoaded | null;

/** A thread that runs `runLinkWorker`, and the word of memory it waits at. */
export interface Host {
  readonly worker: Worker;
  readonly bell: SharedArrayBuffer;
}

/** Of all links of the process: see LinkCommand. */
let lastId = 0;

/** The main thread's end of a link's worker. Nothing here waits longer than its bound, whatever the worker does. */
export class LinkThread implements Transport {
  readonly #host: Host;
  readonly #wake: Wake;
  readonly #boundMs: number;
  readonly #calls = new Calls();
  readonly #closed: Promise<void>;
  #markClosed: () => void = () => undefined;
  #completionPort: bigint | null = null;
  #batch: LinkCommand[] = [];
  #path = '';
  #closing = false;
  #silent = false;
  #broken: Error | null = null;

  private constructor(host: Host, wake: Wake, boundMs: number) {
    this.#host = host;
    this.#wake = wake;
    this.#boundMs = boundMs;
    this.#closed = new Promise((resolve) => (this.#markClosed = resolve));
  }

  /**
   * Opens a device in an idle thread. Resolves with the opened link, or why it did not open.
   */
  static open(
    host: Host,
    wake: Wake,
    openPaths: readonly string[],
    options: CallOptions,
    boundMs = answerBoundMs,
  ): Promise<Result<LinkThread, OpenFailure>> {
    return new LinkThread(host, wake, boundMs).#open(openPaths, options);
  }

  #open(
    openPaths: readonly string[],
    { deadlineMs, signal }: CallOptions,
  ): Promise<Result<LinkThread, OpenFailure>> {
    const { worker } = this.#host;
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        done();
        // Should the open return after all, the worker finds this command first and closes again.
        this.#command({ kind: 'close' });
        worker.unref();
        resolve(fail(null));
      };
      const timer = setTimeout(giveUp, Math.min(longestTimerMs, deadlineMs));
      signal?.addEventListener('abort', giveUp);
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
      };
      const onReport = (report: LinkReport): void => {
        this.#heard(report);
        if (report.kind === 'idle') leave();
        const opened = this.#openedBy(report);
        if (opened === null) return;
        done();
        resolve(opened);
      };
      const onError = (error: Error): void => {
        done();
        this.#break(error);
        reject(error);
      };
      const onExit = (): void => this.#break(new Error('the worker of a link ended by itself'));
      const leave = (): void =>
        void worker.off('message', onReport).off('error', onError).off('exit', onExit);
      worker.on('message', onReport).on('error', onError).on('exit', onExit);
      this.#command({ kind: 'open', openPaths });
    });
  }

  #openedBy(report: LinkReport): Result<LinkThread, OpenFailure> | null {
    if (report.kind === 'opened') return ok(this);
    if (report.kind === 'open-failed') return fail(report.status);
    return report.kind === 'not-loaded' ? fail(report.fault) : null;
  }

  /** The name by which the device opened. */
  get path(): string {
    return this.#path;
  }

  now(): number {
    return sharedClockMs();
  }

  async send(request: EncodedRequest, limits: Limits, onLate?: OnLate): Promise<RequestEnd> {
    if (this.#broken !== null) throw this.#broken;
    // A worker that owes an answer is held by its driver; what is sent now would only act when nobody expects it.
    if (this.#silent) return { kind: 'not-answering' };

    const { deadlineMs, answerWithinMs, signal } = limits;
    const id = ++lastId;
    const giveUp = (): void => {
      this.#silent = true;
      this.#calls.ended(id, { kind: 'not-answering' });
    };
    const giveUpAfter = (ms: number): NodeJS.Timeout =>
      setTimeout(giveUp, Math.min(longestTimerMs, ms + this.#boundMs));
    let timer = giveUpAfter(deadlineMs + (answerWithinMs ?? 0));
    const onAbort = (): void => {
      clearTimeout(timer);
      timer = giveUpAfter(0);
      this.#command({ kind: 'withdraw', id });
    };
    signal?.addEventListener('abort', onAbort);
    try {
      const ended = this.#calls.wait(id, onLate);
      this.#command({ kind: 'send', id, request, deadlineAt: this.now() + deadlineMs, answerWithinMs });
      return await ended;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
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
    this.#calls.endAll({ kind: 'not-answering' });
    this.#host.worker.unref();
  }

  /** Commands of one turn of the event loop go together: a message and a wake for all of them. */
  #command(command: LinkCommand): void {
    if (this.#batch.push(command) === 1) queueMicrotask(() => this.#post());
  }

  #post(): void {
    this.#host.worker.postMessage(this.#batch);
    this.#batch = [];
    ring(this.#host.bell, () => {
      if (this.#completionPort !== null) this.#wake(this.#completionPort);
    });
  }

  #heard(report: LinkReport): void {
    this.#silent = false;
    switch (report.kind) {
      case 'opened':
        this.#completionPort = report.completionPort;
        this.#path = report.path;
        return;
      case 'ended':
        return this.#calls.ended(report.id, report.end);
      case 'open-failed':
      case 'not-loaded':
      case 'closed':
      case 'idle':
        this.#completionPort = null;
        return this.#markClosed();
    }
  }

  #break(bug: Error): void {
    this.#completionPort = null;
    this.#markClosed();
    if (this.#closing) return;
    // a thread that a bug has ended exits, too: the bug is what is told
    this.#broken ??= bug;
    this.#calls.failAll(bug);
  }
}
