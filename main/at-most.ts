import type { Clock } from '#app/clock.ts';

/** Waits until the work has ended, but no longer than `limitMs`; answers whether it was in time. What is late goes on by itself. */
export const atMost = async (
  limitMs: number,
  work: Promise<unknown>,
  clock: Pick<Clock, 'after'>,
): Promise<boolean> => {
  let stop = (): void => undefined;
  const late = new Promise<false>((resolve) => (stop = clock.after(limitMs, () => resolve(false))));
  try {
    return await Promise.race([work.then(() => true as const), late]);
  } finally {
    stop();
  }
};
