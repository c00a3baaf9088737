import type { Clock } from '#app/clock.ts';

/** Time that only moves when it is told to: the same program takes the same course on every run. */
export interface VirtualClock extends Clock {
  /** Moves by `ms`, firing what comes due on the way in order, and lets what that caused settle. */
  advance(ms: number): Promise<void>;
  /**
   * Time passes while the loop is held. What came due fires with the next move, the last first: of timers that are
   * late, Node promises no order.
   */
  hold(ms: number): void;
  /** Lets promises settle without moving. */
  settle(): Promise<void>;
  /** Jumps from timer to timer until the promise settles; throws when nothing can settle it within `limitMs`. */
  runUntil<T>(promise: Promise<T>, limitMs?: number): Promise<T>;
  /** Sets the wall clock forward, or back with a negative number. Monotonic time and timers do not notice. */
  set(byMs: number): void;
  /** Timers that have neither fired nor been cancelled. */
  readonly timers: number;
}

interface Timer {
  dueAt: number;
  order: number;
  readonly run: () => void;
}

const byTurn = (a: Timer, b: Timer): number => a.dueAt - b.dueAt || a.order - b.order;

/** Where a timer stands, or would stand, among others in their order. */
const placeOf = (timer: Timer, timers: readonly Timer[]): number => {
  let [low, high] = [0, timers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = timers[middle];
    if (other !== undefined && byTurn(other, timer) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** A macrotask runs after every microtask that is queued now or queued by those. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const createVirtualClock = (startMs: number = Date.UTC(2026, 0, 15, 9)): VirtualClock => {
  let now = 0;
  let wallMs = startMs;
  let order = 0;
  const timers: Timer[] = [];

  const next = (): Timer | null => timers[0] ?? null;
  const remove = (timer: Timer): void => {
    const place = placeOf(timer, timers);
    if (timers[place] === timer) timers.splice(place, 1);
  };

  const fire = async (timer: Timer): Promise<void> => {
    remove(timer);
    now = Math.max(now, timer.dueAt);
    timer.run();
    await settle();
  };

  const advance = async (ms: number): Promise<void> => {
    const target = now + ms;
    await settle();
    for (let timer = next(); timer !== null && timer.dueAt <= target; timer = next()) await fire(timer);
    now = Math.max(now, target);
  };

  const runUntil = async <T>(promise: Promise<T>, limitMs = 3_600_000): Promise<T> => {
    const limit = now + limitMs;
    const wait = { over: false };
    const mark = (): void => {
      wait.over = true;
    };
    promise.then(mark, mark);
    for (await settle(); !wait.over;) {
      const timer = next();
      if (timer === null || timer.dueAt > limit)
        throw new Error(`nothing on the virtual clock settles this promise within ${limitMs} ms`);
      await fire(timer);
    }
    return promise;
  };

  return {
    now: () => wallMs + now,
    monotonicMs: () => now,
    set(byMs) {
      wallMs += byMs;
    },
    after(delayMs, run) {
      if (delayMs === Infinity) return () => undefined;
      const timer = { dueAt: now + Math.max(0, delayMs), order: order++, run };
      timers.splice(placeOf(timer, timers), 0, timer);
      return () => remove(timer);
    },
    advance,
    hold(ms) {
      now += ms;
      const due = timers.filter(({ dueAt }) => dueAt <= now).toSorted((a, b) => b.dueAt - a.dueAt);
      for (const timer of due) {
        timer.dueAt = now;
        timer.order = order++;
      }
      timers.sort(byTurn);
    },
    settle,
    runUntil,
    get timers() {
      return timers.length;
    },
  };
};
