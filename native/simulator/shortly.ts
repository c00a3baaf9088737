import type { Clock } from '#app/clock.ts';
import type { CallOptions } from '../port.ts';

/** Win32 error codes, as a real look at the system would report them. */
const timedOut = { call: 'simulated PC', systemError: 1460 };
const aborted = { call: 'simulated PC', systemError: 995 };

/** What a look at the simulated PC takes. */
const lookMs = 2;

/** Waits that long; answers null, or why it did not come to an end. */
export const shortly = (
  clock: Clock,
  { deadlineMs, signal }: CallOptions,
  closing: AbortSignal,
): Promise<typeof timedOut | null> => {
  const signals = [closing, ...(signal === undefined ? [] : [signal])];
  if (signals.some((one) => one.aborted)) return Promise.resolve(aborted);
  return new Promise((resolve) => {
    const finish = (why: typeof timedOut | null): void => {
      stop();
      for (const one of signals) one.removeEventListener('abort', abort);
      resolve(why);
    };
    const abort = (): void => finish(aborted);
    const stop = clock.after(Math.min(lookMs, deadlineMs), () =>
      finish(deadlineMs < lookMs ? timedOut : null),
    );
    for (const one of signals) one.addEventListener('abort', abort);
  });
};
