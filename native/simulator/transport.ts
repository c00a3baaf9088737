import type { Clock } from '#app/clock.ts';
import type { RequestEnd } from '#app/requests/trace.ts';
import { DeviceRequests, type HeldRequest, type StatusBlock } from '../device-requests.ts';
import { Calls, type Limits, type OnLate, type Transport } from '../transport.ts';
import type { EncodedRequest } from '../wire/requests.ts';
import type { DeviceStack } from './device-stack.ts';
import type { OpenHandle } from './open-handle.ts';

/** How long a withdrawn request may take to come back before its call is answered without it. */
const withdrawalGraceMs = 250;

interface SentRequest extends HeldRequest {
  readonly cancel: () => void;
}

/** Our handle on a simulated device: what the link's worker, its deadlines and the kernel are on Windows. */
export class SimulatorTransport implements Transport {
  readonly #clock: Clock;
  readonly #stack: DeviceStack;
  readonly #handle: OpenHandle;
  readonly #calls = new Calls();
  readonly #out = new Set<Promise<RequestEnd>>();
  readonly #requests: DeviceRequests<SentRequest>;
  #lastId = 0;
  #timer = { at: Infinity, stop: (): void => undefined };

  constructor(clock: Clock, stack: DeviceStack, handle: OpenHandle) {
    this.#clock = clock;
    this.#stack = stack;
    this.#handle = handle;
    const device = {
      send: (id: number, request: EncodedRequest) => ({ held: this.#hand(id, request), ended: null }),
      cancel: ({ cancel }: SentRequest) => cancel(),
      hasLeft: () => false,
    };
    this.#requests = new DeviceRequests(
      device,
      () => this.now(),
      withdrawalGraceMs,
      (id, end) => this.#calls.ended(id, end),
    );
  }

  now(): number {
    return this.#clock.monotonicMs();
  }

  async send(
    request: EncodedRequest,
    { deadlineMs, answerWithinMs, signal }: Limits,
    onLate?: OnLate,
  ): Promise<RequestEnd> {
    const id = ++this.#lastId;
    const abort = (): void => this.#doing(() => this.#requests.withdraw(id, 'signal'));
    const ended = this.#calls.wait(id, onLate);
    this.#out.add(ended);
    signal?.addEventListener('abort', abort);
    this.#doing(() =>
      this.#requests.send({ id, request, deadlineAt: this.now() + deadlineMs, answerWithinMs }),
    );
    const end = await ended;
    signal?.removeEventListener('abort', abort);
    this.#out.delete(ended);
    return end;
  }

  async close(): Promise<void> {
    this.#doing(() => this.#requests.withdrawAll());
    await Promise.all(this.#out);
    this.#stack.closeHandle(this.#handle);
  }

  /** Hands it to the driver, in memory that both may use until it comes back. */
  #hand(id: number, { code, input, output }: EncodedRequest): SentRequest {
    const buffer = new Uint8Array(output.size);
    if (output.content !== null) buffer.set(output.content);
    let block: StatusBlock | null = null;
    const request = { code, input, output: buffer, owner: this.#handle, cancellable: true };
    const cancel = this.#stack.dispatcher.send(request, (ended) => {
      block = ended;
      this.#doing(() => this.#requests.complete([id]));
    });
    return {
      cancel,
      outputBytes: output.size,
      readBlock() {
        if (block === null) throw new Error('a request was read before it had ended');
        return block;
      },
      readOutput: (count) => buffer.slice(0, count),
      free: () => undefined,
    };
  }

  /** Does something to the requests that are out, and sees that their next deadline is met. */
  #doing(work: () => void): void {
    work();
    const at = this.#requests.nextMoment() ?? Infinity;
    if (at === this.#timer.at) return;
    this.#timer.stop();
    this.#timer = {
      at,
      stop: this.#clock.after(at - this.now(), () => {
        this.#timer = { at: Infinity, stop: () => undefined };
        this.#stack.dispatcher.catchUp();
        this.#doing(() => this.#requests.enforceDeadlines());
      }),
    };
  }
}
