import type { Clock } from '#app/clock.ts';

/** How a simulated peripheral hands out permission to send. */
export interface CreditTerms {
  /** Packets the host may send at once. */
  readonly initial: number;
  /** How long the peripheral needs for a packet before it grants its credit again. */
  readonly grantAfterMs: number;
  /** A peripheral that takes packets and grants nothing back is how a wedged service looks from the host. */
  readonly granting: () => boolean;
  /** Whether the peripheral can take more; an ECHO whose answers nobody reads cannot. */
  readonly room: () => boolean;
}

/** Credits of one channel, host to peripheral: a packet spends one, the peripheral grants it back over time. */
export class Credits {
  onGranted: () => void = () => undefined;
  readonly #clock: Clock;
  readonly #terms: CreditTerms;
  readonly #timers = new Set<() => void>();
  #available: number;
  /** Spent, processed and not granted back for want of room or will. */
  #withheld = 0;

  constructor(clock: Clock, terms: CreditTerms) {
    this.#clock = clock;
    this.#terms = terms;
    this.#available = terms.initial;
  }

  get available(): number {
    return this.#available;
  }

  spend(): boolean {
    if (this.#available === 0) return false;
    this.#available -= 1;
    const cancel = this.#clock.after(this.#terms.grantAfterMs, () => {
      this.#timers.delete(cancel);
      this.#withheld += 1;
      this.roomMade();
    });
    this.#timers.add(cancel);
    return true;
  }

  /** Something was read or the peripheral came to its senses: what it withheld may be granted now. */
  roomMade(): void {
    if (this.#withheld === 0 || !this.#terms.granting() || !this.#terms.room()) return;
    this.#available += this.#withheld;
    this.#withheld = 0;
    this.onGranted();
  }

  stop(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }
}
