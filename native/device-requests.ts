import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { RequestEnd, Withdrawal } from '#app/requests/trace.ts';
import { Withdrawals } from './withdrawals.ts';
import type { EncodedRequest } from './wire/requests.ts';

/** IO_STATUS_BLOCK of a request that is over. */
export interface StatusBlock {
  readonly status: number;
  readonly information: number;
}

/** What has to stay in place until the driver gives a request back. */
export interface HeldRequest {
  readonly outputBytes: number;
  readBlock(): StatusBlock;
  /** The first `count` bytes of the second buffer, as a copy. */
  readOutput(count: number): Uint8Array;
  free(): void;
}

/** One opened device, as requests see it. */
export interface RequestDevice<H extends HeldRequest> {
  /** Hands a request to the driver. `ended`: its status block, where it was over when the call returned. */
  send(id: number, request: EncodedRequest): { readonly held: H; readonly ended: StatusBlock | null };
  /** Asks for a request back; it comes back by completing, or it does not. */
  cancel(held: H): void;
  /** Whether this status, which says nothing of it, comes from a device that has left. */
  hasLeft(status: number): boolean;
}

/** A request on its way to a device; moments are those of the clock of its DeviceRequests. */
export interface Sending {
  readonly id: number;
  readonly request: EncodedRequest;
  readonly deadlineAt: number;
  readonly answerWithinMs: number | undefined;
}

/** Sends requests to one device, withdraws them in time, and reports how each ended; `kept` ones may still complete. */
export class DeviceRequests<H extends HeldRequest> {
  readonly #device: RequestDevice<H>;
  readonly #now: () => number;
  readonly #report: (id: number, end: RequestEnd) => void;
  readonly #withdrawals: Withdrawals<H>;

  constructor(
    device: RequestDevice<H>,
    now: () => number,
    graceMs: number,
    report: (id: number, end: RequestEnd) => void,
  ) {
    this.#device = device;
    this.#now = now;
    this.#report = report;
    this.#withdrawals = new Withdrawals(graceMs);
  }

  /** Sends, unless the deadline has passed while the request waited: then the driver never sees it. */
  send({ id, request, deadlineAt, answerWithinMs }: Sending): void {
    if (deadlineAt <= this.#now()) return this.#report(id, { kind: 'not-sent', why: 'deadline' });
    const { held, ended } = this.#device.send(id, request);
    if (ended !== null) return this.#completed(id, held, ended, null);
    const answerBy = answerWithinMs === undefined ? deadlineAt : this.#now() + answerWithinMs;
    this.#withdrawals.sent(id, held, answerBy);
  }

  /** The driver has given these requests back. An id that is not known had ended at once. */
  complete(ids: readonly number[]): void {
    for (const id of ids) {
      const ended = this.#withdrawals.ended(id);
      if (ended !== null) this.#completed(id, ended.held, ended.held.readBlock(), ended.withdrawn);
    }
  }

  withdraw(id: number, why: Withdrawal): void {
    const held = this.#withdrawals.withdraw(id, why, this.#now());
    if (held !== null) this.#device.cancel(held);
  }

  withdrawAll(): void {
    for (const id of this.#withdrawals.outstanding()) this.withdraw(id, 'signal');
  }

  enforceDeadlines(): void {
    const now = this.#now();
    for (const id of this.#withdrawals.overdue(now)) this.withdraw(id, 'deadline');
    for (const id of this.#withdrawals.keep(now)) this.#report(id, { kind: 'kept' });
  }

  /** The next moment at which `enforceDeadlines` will have something to do; null for never. */
  nextMoment(): number | null {
    return this.#withdrawals.nextMoment();
  }

  get anyUnanswered(): boolean {
    return this.#withdrawals.anyUnanswered;
  }

  get anyHeld(): boolean {
    return this.#withdrawals.size > 0;
  }

  #completed(id: number, held: H, { status, information }: StatusBlock, withdrawn: Withdrawal | null): void {
    const succeeded = status === ntStatus('STATUS_SUCCESS').code;
    const end: RequestEnd = {
      kind: 'completed',
      status,
      information,
      returned: held.readOutput(succeeded ? Math.min(information, held.outputBytes) : 0),
      // A driver may end a request so on its own account, too, and answer in spite of being asked for it back.
      withdrawn: status === ntStatus('STATUS_CANCELLED').code ? withdrawn : null,
      deviceGone: !succeeded && this.#device.hasLeft(status),
    };
    held.free();
    this.#report(id, end);
  }
}
