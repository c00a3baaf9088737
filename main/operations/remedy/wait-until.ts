import type { Clock } from '#app/clock.ts';
import { pause } from '#native';

const everyMs = 500;

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
    await pause(clock, everyMs, signal);
  }
};
