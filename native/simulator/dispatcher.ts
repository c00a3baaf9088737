import { ntStatus, type NtStatus } from '#app/dot4/ntstatus.ts';
import { requestNames, type RequestName } from '#app/dot4/requests.ts';
import type { StatusBlock } from '../device-requests.ts';
import { requestOf } from '../wire/codes.ts';
import type { InjectedFault } from './injected-fault.ts';
import type { OpenHandle } from './open-handle.ts';
import { performRequest, type Driver, type DriverRequest } from './requests.ts';
import { nothingToWithdraw } from './waiting-line.ts';

interface InFlight {
  readonly owner: OpenHandle;
  /** When the driver gets to it; null: it was there, or a fault holds it back. */
  dueAt: number | null;
  readonly perform: () => void;
  /** It waits in the driver; before that it is on its way. */
  pends: boolean;
  readonly cancel: () => void;
  readonly complete: (status: NtStatus, information?: number) => void;
}

/** Requests on their way through the driver: they take a moment, are given back when cancelled, and may misbehave. */
export class Dispatcher {
  readonly inFlight = new Set<InFlight>();
  readonly sent: Record<RequestName, number> = Object.fromEntries(
    requestNames.map((name) => [name, 0]),
  ) as Record<RequestName, number>;
  completed = 0;
  /** Called with each request as it arrives. */
  onArrival: (name: RequestName) => void = () => undefined;
  readonly #driver: Driver;
  readonly #latencyMs: number;
  /** Answered to every request of a handle when not null: the device was removed, sleeps, or the handle went bad. */
  readonly #refusal: (owner: OpenHandle) => NtStatus | null;
  /** Of several on one request, each shows as often as it was meant to, then the next. */
  readonly #faults = new Map<RequestName, { readonly fault: InjectedFault; left: number }[]>();
  readonly #stalled = new Set<InFlight>();

  constructor(driver: Driver, latencyMs: number, refusal: (owner: OpenHandle) => NtStatus | null) {
    this.#driver = driver;
    this.#latencyMs = latencyMs;
    this.#refusal = refusal;
  }

  get pending(): number {
    return [...this.inFlight].filter(({ pends }) => pends).length;
  }

  /** Answers how to cancel it. A request that the driver has not looked at yet is given back when it would have to wait. */
  send(request: DriverRequest, ended: (block: StatusBlock) => void): () => void {
    const name = requestOf(request.code);
    const fault = name === undefined ? null : this.#nextFault(name);
    const delayMs = fault !== null && 'delayMs' in fault ? (fault.delayMs ?? 0) : 0;
    const stalls = fault?.kind === 'stall' || fault?.kind === 'ignore-cancel';
    if (fault?.kind === 'ignore-cancel') request.cancellable = false;
    let isCancelled = false;
    let withdraw = nothingToWithdraw;
    const inFlight: InFlight = {
      owner: request.owner,
      dueAt: null,
      pends: stalls || delayMs > 0,
      perform: () => {
        withdraw();
        inFlight.dueAt = null;
        inFlight.pends = true;
        const work = this.#perform(request, fault, inFlight.complete);
        if (this.inFlight.has(inFlight)) withdraw = work;
        else work();
        if (isCancelled) inFlight.cancel();
      },
      cancel: () => {
        isCancelled = true;
        if (inFlight.pends && request.cancellable) inFlight.complete(ntStatus('STATUS_CANCELLED'));
      },
      complete: ({ code: status }, information = 0) => {
        if (!this.inFlight.delete(inFlight)) return;
        withdraw();
        this.#stalled.delete(inFlight);
        this.completed += 1;
        ended({ status, information });
      },
    };
    this.inFlight.add(inFlight);
    if (stalls) this.#stalled.add(inFlight);
    else {
      const takesMs = this.#latencyMs + delayMs;
      inFlight.dueAt = this.#driver.clock.monotonicMs() + takesMs;
      withdraw = this.#driver.clock.after(takesMs, inFlight.perform);
    }
    if (name !== undefined) {
      this.sent[name] += 1;
      this.onArrival(name);
    }
    return inFlight.cancel;
  }

  /** Looks at what has come due: while our loop was held, the driver was not. */
  catchUp(): void {
    const now = this.#driver.clock.monotonicMs();
    const due = [...this.inFlight].filter(({ dueAt }) => dueAt !== null && dueAt <= now);
    for (const { perform } of due) perform();
  }

  setFault(name: RequestName, fault: InjectedFault): void {
    this.#faults.set(name, [{ fault, left: Infinity }]);
  }

  /** Behind those that the request has already. */
  addFault(name: RequestName, fault: InjectedFault, times: number): void {
    this.#faults.set(name, [...(this.#faults.get(name) ?? []), { fault, left: times }]);
  }

  /** Ends the faults; what they still hold is given back. */
  clearFaults(): void {
    this.#faults.clear();
    for (const request of [...this.#stalled]) request.complete(ntStatus('STATUS_CANCELLED'));
  }

  cancelOf(owner: OpenHandle): void {
    for (const request of this.#of(owner)) request.cancel();
  }

  /** The I/O manager takes back what a handle has out, whatever the driver says to being cancelled. */
  takeBackFrom(owner: OpenHandle): void {
    for (const request of this.#of(owner)) request.complete(ntStatus('STATUS_CANCELLED'));
  }

  completeAll(status: NtStatus): void {
    for (const request of [...this.inFlight]) request.complete(status);
  }

  /** What its fault makes of it; answers how to take it back from wherever it waits. */
  #perform(request: DriverRequest, fault: InjectedFault | null, complete: InFlight['complete']): () => void {
    const refusal = this.#refusal(request.owner) ?? (fault?.kind === 'force-status' ? fault.ntstatus : null);
    if (refusal !== null) {
      complete(refusal);
      return nothingToWithdraw;
    }
    const atMost = fault?.kind === 'short-reply' ? fault.bytes : Infinity;
    const atLeast = fault?.kind === 'long-reply' ? fault.bytes : 0;
    return performRequest(request, this.#driver, (result) => {
      if (!result.ok) complete(result.fault);
      else complete(ntStatus('STATUS_SUCCESS'), Math.max(atLeast, Math.min(atMost, result.value)));
    });
  }

  #nextFault(name: RequestName): InjectedFault | null {
    const next = this.#faults.get(name)?.find(({ left }) => left > 0);
    if (next === undefined) return null;
    next.left -= 1;
    return next.fault;
  }

  #of(owner: OpenHandle): readonly InFlight[] {
    return [...this.inFlight].filter((request) => request.owner === owner);
  }
}
