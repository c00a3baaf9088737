import type { Clock } from '#app/clock.ts';
import { fail, ok, type Result } from '#app/result.ts';
import type { CallOptions, LookOptions } from './port.ts';

/** What a look showed, and when it began: monotonic time of the clock that it was made with. */
export interface Shown<T> {
  readonly begunAtMs: number;
  readonly value: T;
}

/** Why somebody waits no longer. */
export type GivenUp = 'deadline' | 'aborted';

/** Win32 error codes, as winerror.h has them: ERROR_TIMEOUT and ERROR_OPERATION_ABORTED. */
export const systemErrorOf = { deadline: 1460, aborted: 995 } as const satisfies Record<GivenUp, number>;

/** What each source may take of the time that a whole look may take. */
export const shareOfSources = 0.8;

/**
 * One look at a time. Whoever asks while one is under way shares it. Whoever needs a fresh one waits for the next,
 * together with all others who do: a system that hangs does not collect looks.
 */
export class SharedLooks<T> {
  readonly #clock: Clock;
  readonly #look: (deadlineMs: number) => Promise<T>;
  #running: Promise<Shown<T>> | null = null;
  #next: Promise<Shown<T>> | null = null;
  #nextUntilMs = 0;

  /** `look` may take as long as the most patient of those who wait for it when it begins. */
  constructor(clock: Clock, look: (deadlineMs: number) => Promise<T>) {
    this.#clock = clock;
    this.#look = look;
  }

  /** Answers within its own limits, however long the look goes on for others. */
  ask({ deadlineMs, signal, fresh = false }: LookOptions): Promise<Result<Shown<T>, GivenUp>> {
    if (signal?.aborted) return Promise.resolve(fail('aborted'));
    const untilMs = this.#clock.monotonicMs() + deadlineMs;
    const look = fresh ? this.#afterThisOne(untilMs) : (this.#running ?? this.#begin(untilMs));
    return inTime(this.#clock, look, { deadlineMs, signal });
  }

  #begin(untilMs: number): Promise<Shown<T>> {
    const begunAtMs = this.#clock.monotonicMs();
    const running = this.#look(Math.max(0, untilMs - begunAtMs))
      .then((value) => ({ begunAtMs, value }))
      .finally(() => (this.#running = null));
    this.#running = running;
    return running;
  }

  #afterThisOne(untilMs: number): Promise<Shown<T>> {
    if (this.#running === null) return this.#begin(untilMs);
    this.#nextUntilMs = Math.max(this.#nextUntilMs, untilMs);
    const beginNext = (): Promise<Shown<T>> => {
      const until = this.#nextUntilMs;
      this.#next = null;
      this.#nextUntilMs = 0;
      // One that began in this very moment began after everybody here had asked.
      return this.#running ?? this.#begin(until);
    };
    return (this.#next ??= this.#running.then(beginNext, beginNext));
  }
}

/** The same limits, which also end with this signal. It may have any number of them: none listens to it itself. */
export const endedBy = <T extends CallOptions>(ending: AbortSignal, limits: T): T => ({
  ...limits,
  signal: AbortSignal.any(limits.signal === undefined ? [ending] : [ending, limits.signal]),
});

/** What a promise answers, or why it is waited for no longer. It goes on for the others who wait for it. */
export const inTime = <T>(
  clock: Clock,
  promise: Promise<T>,
  { deadlineMs, signal }: CallOptions,
): Promise<Result<T, GivenUp>> =>
  new Promise((resolve, reject) => {
    const giveUp = (why: GivenUp) => (): void => {
      stop();
      resolve(fail(why));
    };
    const onAbort = giveUp('aborted');
    const cancel = clock.after(deadlineMs, giveUp('deadline'));
    const stop = (): void => {
      cancel();
      signal?.removeEventListener('abort', onAbort);
    };
    if (signal?.aborted) return onAbort();
    signal?.addEventListener('abort', onAbort);
    promise.finally(stop).then((value) => resolve(ok(value)), reject);
  });
