import type { RequestEnd } from '#app/requests/trace.ts';
import type { RequestOptions } from './port.ts';
import type { EncodedRequest } from './wire/requests.ts';

export type Limits = Omit<RequestOptions, 'shape'>;

/** Called with what the driver did after all with a request that had been answered without it. */
export type OnLate = (end: RequestEnd) => void;

/** The way of a request to one opened device and back. What its bytes mean is not the transport's business. */
export interface Transport {
  /** Monotonic, in milliseconds. */
  now(): number;
  /** Sends one request and answers how it ended. Rejects only for a bug. */
  send(request: EncodedRequest, limits: Limits, onLate?: OnLate): Promise<RequestEnd>;
  /** Withdraws what is out, awaits it no longer than its grace, and closes the device. Nothing is sent afterwards. */
  close(): Promise<void>;
}

interface Waiting {
  readonly end: (how: RequestEnd) => void;
  readonly fail: (bug: Error) => void;
  readonly onLate: OnLate | undefined;
}

const isWithoutDriver = ({ kind }: RequestEnd): boolean => kind === 'kept' || kind === 'not-answering';

/** The calls of a transport by their number: those that wait, and those answered without the driver, which may still answer. */
export class Calls {
  readonly #waiting = new Map<number, Waiting>();
  readonly #late = new Map<number, OnLate>();

  wait(id: number, onLate: OnLate | undefined): Promise<RequestEnd> {
    return new Promise((end, fail) => this.#waiting.set(id, { end, fail, onLate }));
  }

  ended(id: number, how: RequestEnd): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.end(how);
    if (isWithoutDriver(how)) {
      if (waiting?.onLate !== undefined) this.#late.set(id, waiting.onLate);
      return;
    }
    if (how.kind === 'completed') this.#late.get(id)?.(how);
    this.#late.delete(id);
  }

  endAll(how: RequestEnd): void {
    for (const id of [...this.#waiting.keys()]) this.ended(id, how);
  }

  failAll(bug: Error): void {
    for (const { fail } of this.#waiting.values()) fail(bug);
    this.#waiting.clear();
  }
}
