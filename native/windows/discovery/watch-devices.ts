import type { Discovery } from '#app/dot4/device.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import type { CallOptions } from '../../port.ts';

const lookEveryMs = 2000;
/** A look that takes longer is not waited for; the next one shares it while it is still under way. */
const lookDeadlineMs = 10_000;

/**
 * Looks around every two seconds and tells when something differs from the look before. Answers how to stop. The
 * first look only learns what is there.
 */
export const watchDevices = (
  discover: (options: CallOptions) => Promise<Result<Discovery, Fault>>,
  onChange: () => void,
): (() => void) => {
  let stopped = false;
  let seen: string | null = null;
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    const found = await discover({ deadlineMs: lookDeadlineMs });
    if (stopped) return;
    if (found.ok) {
      const now = JSON.stringify(found.value);
      if (seen !== null && seen !== now) onChange();
      seen = now;
    }
    timer = setTimeout(() => void look(), lookEveryMs).unref();
  };
  void look();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
};
