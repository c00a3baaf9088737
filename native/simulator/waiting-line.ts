import type { NtStatus } from '#app/dot4/ntstatus.ts';
import type { Result } from '#app/result.ts';

/** How the model answers one request, at once or later; only the first answer counts. */
export type Reply<T> = (result: Result<T, NtStatus>) => void;

/** Takes a request back out of wherever it waits. Safe to call when it no longer waits. */
export type Withdraw = () => void;

export const nothingToWithdraw: Withdraw = () => undefined;

/** Requests that wait for the same thing, served first come, first served. */
export class WaitingLine<W> {
  readonly #waiting = new Set<W>();

  get length(): number {
    return this.#waiting.size;
  }

  first(): W | undefined {
    return this.#waiting.values().next().value;
  }

  join(waiter: W): Withdraw {
    this.#waiting.add(waiter);
    return () => this.leave(waiter);
  }

  leave(waiter: W): void {
    this.#waiting.delete(waiter);
  }

  /** Empties the line and answers who stood in it. */
  dissolve(): readonly W[] {
    const all = [...this.#waiting];
    this.#waiting.clear();
    return all;
  }
}
