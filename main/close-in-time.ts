import type { Clock } from '#app/clock.ts';
import { realClock } from '#native';
import { atMost } from './at-most.ts';

/** How long a driver may take to let go of our threads before the process ends without its consent, in ms. */
export const closeGraceMs = 1_000;

/** Closes; answers whether that was done within the grace. A failure to close is a failure, and not late. */
export const closeInTime = async (
  close: () => Promise<void>,
  clock: Pick<Clock, 'after'> = realClock,
  graceMs = closeGraceMs,
): Promise<boolean> => atMost(graceMs, close(), clock);
