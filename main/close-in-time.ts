import type { Clock } from '#app/clock.ts';
import { realClock } from '#native';

/** How long a driver may take to let go of our threads before the process ends without its consent, in ms. */
export const closeGraceMs = 1_000;

/** Closes; answers whether that was done within the grace. A failure to close is a failure, and not late. */
export const closeInTime = async (
  close: () => Promise<void>,
  clock: Pick<Clock, 'after'> = realClock,
  graceMs = closeGraceMs,
): Promise<boolean> => {
  let stop = (): void => undefined;
  const late = new Promise<false>((resolve) => (stop = clock.after(graceMs, () => resolve(false))));
  try {
    return await Promise.race([close().then(() => true as const), late]);
  } finally {
    stop();
  }
};
