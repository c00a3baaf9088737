import type { Clock } from '#app/clock.ts';

/** A clock whose timers can all be cancelled at once, so that a closed simulator keeps no process alive. */
export interface StoppableClock extends Clock {
  stop(): void;
}

export const stoppable = (clock: Clock): StoppableClock => {
  const cancels = new Set<() => void>();
  let stopped = false;
  return {
    now: () => clock.now(),
    monotonicMs: () => clock.monotonicMs(),
    after(delayMs, run) {
      if (stopped) return () => undefined;
      const cancelTimer = clock.after(delayMs, () => {
        cancels.delete(cancel);
        run();
      });
      const cancel = (): void => {
        cancels.delete(cancel);
        cancelTimer();
      };
      cancels.add(cancel);
      return cancel;
    },
    stop() {
      stopped = true;
      for (const cancel of [...cancels]) cancel();
    },
  };
};
