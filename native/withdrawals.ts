import type { Withdrawal } from '#app/requests/trace.ts';

type Phase =
  | { readonly is: 'sent'; readonly deadlineAt: number }
  | { readonly is: 'withdrawn'; readonly why: Withdrawal; readonly keepFrom: number }
  /** Answered already; only its memory waits for the driver. */
  | { readonly is: 'kept' };

interface Entry<T> {
  readonly id: number;
  readonly held: T;
  phase: Phase;
}

/** A request that the driver has given back. */
export interface Ended<T> {
  readonly id: number;
  readonly held: T;
  readonly withdrawn: Withdrawal | null;
  readonly answered: boolean;
}

/**
 * Where each request is between sending and completion: pure bookkeeping over moments that it is given.
 * `T` is what is held for a request until the driver gives it back.
 */
export class Withdrawals<T> {
  readonly #entries = new Map<number, Entry<T>>();
  readonly #graceMs: number;

  /** `graceMs`: how long a withdrawn request may take to come back before it is answered without it. */
  constructor(graceMs: number) {
    this.#graceMs = graceMs;
  }

  get size(): number {
    return this.#entries.size;
  }

  sent(id: number, held: T, deadlineAt: number): void {
    this.#entries.set(id, { id, held, phase: { is: 'sent', deadlineAt } });
  }

  /** Takes a request that the driver completed off the books; null for one that is not on them. */
  ended(id: number): Ended<T> | null {
    const entry = this.#entries.get(id);
    if (entry === undefined) return null;
    this.#entries.delete(id);
    const { phase, held } = entry;
    return {
      id,
      held,
      withdrawn: phase.is === 'withdrawn' ? phase.why : null,
      answered: phase.is === 'kept',
    };
  }

  /** Answers what to cancel, or null when the request has ended or is being withdrawn already. */
  withdraw(id: number, why: Withdrawal, now: number): T | null {
    const entry = this.#entries.get(id);
    if (entry?.phase.is !== 'sent') return null;
    entry.phase = { is: 'withdrawn', why, keepFrom: now + this.#graceMs };
    return entry.held;
  }

  /** Ids that have not been withdrawn yet. */
  outstanding(): readonly number[] {
    return this.#select(({ phase }) => phase.is === 'sent');
  }

  /** Ids whose deadline has passed: to be withdrawn. */
  overdue(now: number): readonly number[] {
    return this.#select(({ phase }) => phase.is === 'sent' && phase.deadlineAt <= now);
  }

  /** Ids that were not given back within the grace; each is named once and from now on `kept`. */
  keep(now: number): readonly number[] {
    const ids = this.#select(({ phase }) => phase.is === 'withdrawn' && phase.keepFrom <= now);
    for (const id of ids) {
      const entry = this.#entries.get(id);
      if (entry) entry.phase = { is: 'kept' };
    }
    return ids;
  }

  /** True while a request waits for its answer. */
  get anyUnanswered(): boolean {
    return [...this.#entries.values()].some(({ phase }) => phase.is !== 'kept');
  }

  /** The next moment at which `overdue` or `keep` will have something; null for never. */
  nextMoment(): number | null {
    let next: number | null = null;
    for (const { phase } of this.#entries.values()) {
      if (phase.is === 'kept') continue;
      const moment = phase.is === 'sent' ? phase.deadlineAt : phase.keepFrom;
      if (next === null || moment < next) next = moment;
    }
    return next;
  }

  #select(wanted: (entry: Entry<T>) => boolean): readonly number[] {
    return [...this.#entries.values()].filter(wanted).map(({ id }) => id);
  }
}
