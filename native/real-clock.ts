import type { Clock } from '#app/clock.ts';

/** setTimeout fires at once for anything longer. */
const longestTimeoutMs = 0x7fffffff;

const afterReal = (delayMs: number, run: () => void): (() => void) => {
  if (delayMs === Infinity) return () => undefined;
  const dueAt = performance.now() + delayMs;
  let timer: ReturnType<typeof setTimeout>;
  const arm = (remainingMs: number): void => {
    timer = setTimeout(
      () => {
        if (remainingMs > longestTimeoutMs) arm(dueAt - performance.now());
        else run();
      },
      Math.min(remainingMs, longestTimeoutMs),
    );
  };
  arm(Math.max(0, delayMs));
  return () => clearTimeout(timer);
};

export const realClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: afterReal,
};
