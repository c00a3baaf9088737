import type { Clock } from '#app/clock.ts';
import { ntStatus, type NtStatus } from '#app/dot4/ntstatus.ts';
import { requestNames, type RequestName } from '#app/dot4/requests.ts';
import type { InjectedFault } from './injected-fault.ts';
import type { OpenHandle } from './open-handle.ts';
import { nothingToWithdraw, type Reply, type Withdraw } from './waiting-line.ts';

/** The status block of a completed request: `bytes` is what a real driver puts into Information. */
export interface Completion<T> {
  readonly status: NtStatus;
  readonly value: T | null;
  readonly bytes: number;
}

export interface Request<T> {
  readonly name: RequestName;
  readonly owner: OpenHandle;
  /** False for a request that the driver does not give back when it is cancelled. */
  readonly cancellable?: boolean;
  readonly replyBytes: (value: T) => number;
  work(reply: Reply<T>): Withdraw;
}

export interface SentRequest<T> {
  readonly completion: Promise<Completion<T>>;
  readonly cancel: () => void;
  /** False while it is on its way to the driver. */
  readonly hasArrived: () => boolean;
}

interface InFlight {
  readonly owner: OpenHandle;
  /** It has reached the driver and waits there; before that it is on its way. */
  pends: boolean;
  readonly cancel: () => void;
  readonly complete: (status: NtStatus) => void;
}

const success = ntStatus('STATUS_SUCCESS');

/** Requests on their way through the driver: they take a moment, are given back when cancelled, and may misbehave. */
export class Dispatcher {
  readonly inFlight = new Set<InFlight>();
  readonly sent: Record<RequestName, number> = Object.fromEntries(
    requestNames.map((name) => [name, 0]),
  ) as Record<RequestName, number>;
  completed = 0;
  /** Called with each request as it arrives. */
  onArrival: (name: RequestName) => void = () => undefined;
  readonly #clock: Clock;
  readonly #latencyMs: number;
  /** Answered to every request of a handle when not null: the device was removed, sleeps, or the handle went bad. */
  readonly #refusal: (owner: OpenHandle) => NtStatus | null;
  /** Of several on one request, each shows as often as it was meant to, then the next. */
  readonly #faults = new Map<RequestName, { readonly fault: InjectedFault; left: number }[]>();
  readonly #stalled = new Set<InFlight>();

  constructor(clock: Clock, latencyMs: number, refusal: (owner: OpenHandle) => NtStatus | null) {
    this.#clock = clock;
    this.#latencyMs = latencyMs;
    this.#refusal = refusal;
  }

  get pending(): number {
    return [...this.inFlight].filter(({ pends }) => pends).length;
  }

  send<T>(request: Request<T>): SentRequest<T> {
    const fault = this.#nextFault(request.name);
    const delayMs = fault !== null && 'delayMs' in fault ? (fault.delayMs ?? 0) : 0;
    let done = false;
    const cancellable = request.cancellable !== false && fault?.kind !== 'ignore-cancel';
    let withdraw: Withdraw = nothingToWithdraw;
    let resolve: (completion: Completion<T>) => void;
    const completion = new Promise<Completion<T>>((resolveIt) => (resolve = resolveIt));
    const finish = (status: NtStatus, value: T | null, bytes: number): void => {
      if (done) return;
      done = true;
      withdraw();
      this.inFlight.delete(inFlight);
      this.#stalled.delete(inFlight);
      this.completed += 1;
      resolve({ status, value, bytes });
    };
    const inFlight: InFlight = {
      owner: request.owner,
      pends: fault?.kind === 'stall' || fault?.kind === 'ignore-cancel' || delayMs > 0,
      complete: (status) => finish(status, null, 0),
      cancel: () => {
        if (cancellable) finish(ntStatus('STATUS_CANCELLED'), null, 0);
      },
    };
    const perform = (): void => {
      const refusal =
        this.#refusal(request.owner) ?? (fault?.kind === 'force-status' ? fault.ntstatus : null);
      if (refusal !== null) return finish(refusal, null, 0);
      inFlight.pends = true;
      const atMost = fault?.kind === 'short-reply' ? fault.bytes : Infinity;
      const atLeast = fault?.kind === 'long-reply' ? fault.bytes : 0;
      const withdrawWork = request.work((result) => {
        if (!result.ok) finish(result.fault, null, 0);
        else
          finish(
            success,
            result.value,
            Math.max(atLeast, Math.min(atMost, request.replyBytes(result.value))),
          );
      });
      if (done) withdrawWork();
      else withdraw = withdrawWork;
    };

    this.sent[request.name] += 1;
    this.inFlight.add(inFlight);
    this.onArrival(request.name);
    if (fault?.kind === 'stall' || fault?.kind === 'ignore-cancel') this.#stalled.add(inFlight);
    else withdraw = this.#clock.after(this.#latencyMs + delayMs, perform);
    return { completion, cancel: inFlight.cancel, hasArrived: () => inFlight.pends };
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
