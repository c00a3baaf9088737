import type { Clock } from '#app/clock.ts';

/** A pause of so many ms of monotonic time, which an abort ends early. */
export const pause = (clock: Pick<Clock, 'after'>, ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      stop();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const stop = clock.after(ms, done);
    signal?.addEventListener('abort', done);
    if (signal?.aborted) done();
  });
