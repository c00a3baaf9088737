import type { Clock } from '#app/clock.ts';

const everyMs = 500;

/** A pause that an abort ends early. */
export const pause = (clock: Clock, signal: AbortSignal, ms: number): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      stop();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const stop = clock.after(ms, done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });

/** Looks again and again until it is so. */
export const waitUntil = async (
  clock: Clock,
  isSo: () => Promise<boolean>,
  limitMs: number,
  signal: AbortSignal,
): Promise<'so' | 'late' | 'cancelled'> => {
  const until = clock.monotonicMs() + limitMs;
  for (;;) {
    if (signal.aborted) return 'cancelled';
    if (await isSo()) return 'so';
    if (clock.monotonicMs() >= until) return 'late';
    await pause(clock, signal, everyMs);
  }
};
