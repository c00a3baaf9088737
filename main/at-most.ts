import type { Clock } from '#app/clock.ts';

/** Waits until the work has ended, but no longer than `limitMs`: what is late goes on by itself. */
export const atMost = async (limitMs: number, work: Promise<unknown>, clock: Clock): Promise<void> => {
  let stop = (): void => undefined;
  const late = new Promise<void>((resolve) => (stop = clock.after(limitMs, resolve)));
  try {
    await Promise.race([work, late]);
  } finally {
    stop();
  }
};
