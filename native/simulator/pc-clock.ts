import type { Clock } from '#app/clock.ts';

/** The clock of the simulated PC: its wall clock can be set, and nothing else of time notices. */
export interface PcClock extends Clock {
  /** Sets the wall clock forward, or back with a negative number. */
  set(byMs: number): void;
}

export const pcClock = (clock: Clock): PcClock => {
  let setByMs = 0;
  return {
    now: () => clock.now() + setByMs,
    monotonicMs: () => clock.monotonicMs(),
    after: (delayMs, run) => clock.after(delayMs, run),
    set: (byMs) => {
      setByMs += byMs;
    },
  };
};
